import { describe } from 'vitest';
import { describeAcceptance, describeStored } from './acceptance';
import { bundleWay } from './bundle-way';
import { linkWay } from './link-way';
import { memoryObjectsWay } from './object-run';

describe(linkWay.name, () => describeAcceptance(linkWay));

describe.each([bundleWay, memoryObjectsWay])('$name', (way) => {
  describeAcceptance(way);
  describeStored(way);
});
