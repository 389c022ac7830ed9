/** Two invented communities of one invented street, with grids, buildings and the workers who look after them. */
import type { RecordId } from '../../kernel/ids';
import { createChange, type CreateChange } from './changes';
import { createName } from './names';
import type { SeededRandom } from './seeded-random';
import type { IsoDate, PartialDate } from '../../kernel/dates';

export interface DemoBuilding {
  readonly id: RecordId;
  readonly name: string;
  readonly gridId: RecordId;
}

export interface DemoCommunity {
  readonly id: RecordId;
  readonly name: string;
  /** Prefix of printed numbers. */
  readonly code: string;
  readonly buildings: readonly DemoBuilding[];
  readonly workerIds: readonly RecordId[];
}

export interface DemoPlaces {
  readonly communities: readonly DemoCommunity[];
  readonly changes: readonly CreateChange[];
}

const subdistrictName = '同心街道(示例)';

const plans = [
  {
    name: '和风里社区',
    code: 'HFL',
    population: 11_860,
    households: 4_320,
    grids: [
      ['第一网格', '和风里1幢', '和风里2幢', '和风里3幢', '和风里4幢'],
      ['第二网格', '和风里5幢', '和风里6幢', '和风里7幢'],
      ['第三网格', '听雨苑1幢', '听雨苑2幢', '听雨苑3幢', '听雨苑5幢']
    ]
  },
  {
    name: '云栖坊社区',
    code: 'YQF',
    population: 7_540,
    households: 2_910,
    grids: [
      ['第一网格', '云栖坊1幢', '云栖坊2幢', '云栖坊3幢'],
      ['第二网格', '半山小区1幢', '半山小区2幢', '半山小区3幢', '半山小区4幢']
    ]
  }
] as const;

const roles = [
  ['cadre', '统战工作负责人'],
  ['socialWorker', '走访与登记'],
  ['socialWorker', '活动组织'],
  ['volunteer', '节日走访'],
  ['buildingHead', '楼栋联络'],
  ['liaison', '楼栋联络']
] as const;

function createWorkers(
  random: SeededRandom,
  communityId: RecordId,
  since: PartialDate
): CreateChange[] {
  return roles.map(([type, duty]) =>
    createChange('worker', random.id(), {
      name: createName(random, '01').name,
      type,
      duty,
      orgNode: communityId,
      from: since
    })
  );
}

export function createPlaces(random: SeededRandom, today: IsoDate): DemoPlaces {
  const subdistrict = random.id();
  const changes: CreateChange[] = [
    createChange('orgNode', subdistrict, { level: 'subdistrict', name: subdistrictName })
  ];
  const since = `${Number(today.slice(0, 4)) - 3}-03` as PartialDate;
  const communities = plans.map((plan) => {
    const id = random.id();
    const workers = createWorkers(random, id, since);
    const workerIds = workers.map((worker) => worker.id);
    const [head, ...helpers] = workerIds;
    changes.push(
      createChange('orgNode', id, {
        level: 'community',
        name: plan.name,
        parent: subdistrict,
        head,
        liaisons: helpers.slice(3),
        population: plan.population,
        households: plan.households,
        countedOn: `${Number(today.slice(0, 4)) - 1}-12-31` as IsoDate,
        code: plan.code
      }),
      ...workers
    );
    const buildings: DemoBuilding[] = [];
    for (const [gridName, ...buildingNames] of plan.grids) {
      const gridId = random.id();
      changes.push(createChange('orgNode', gridId, { level: 'grid', name: gridName, parent: id }));
      for (const name of buildingNames) {
        const building = { id: random.id(), name, gridId };
        buildings.push(building);
        // A few buildings stay without a liaison, as the coverage figure should have something to say.
        const liaisons = random.chance(0.75) ? [random.pick(helpers)] : undefined;
        changes.push(
          createChange('orgNode', building.id, {
            level: 'building',
            name,
            parent: gridId,
            liaisons
          })
        );
      }
    }
    return { id, name: plan.name, code: plan.code, buildings, workerIds };
  });
  return { communities, changes };
}
