/** The date proposed for a promise (承诺服务, S1-26): days by type of need; whoever registers it may change the date. */
import { addDays, type IsoDate } from '../../kernel/dates';

const usualDays = 15;
/** What a window or one errand settles is promised sooner, what depends on other offices later. */
const daysByType: Readonly<Partial<Record<string, number>>> = {
  papers: 5,
  neighbours: 7,
  law: 7,
  overseas: 7,
  customs: 7,
  assistance: 30,
  housing: 30,
  job: 30
};

export const promiseFor = (type: string, from: IsoDate): IsoDate =>
  addDays(from, daysByType[type] ?? usualDays);
