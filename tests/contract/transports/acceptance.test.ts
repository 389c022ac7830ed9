import { describe } from 'vitest';
import { describeAcceptance, describeStored } from './acceptance';
import { bundleWay } from './bundle-way';
import { directWay } from './direct-way';
import { linkWay } from './link-way';
import { memoryObjectsWay } from './object-run';

describe.each([linkWay, directWay])('$name', (way) => describeAcceptance(way));

describe.each([bundleWay, memoryObjectsWay])('$name', (way) => {
  describeAcceptance(way);
  describeStored(way);
});
