import { describe } from 'vitest';
import { describeAcceptance, describeStored } from './acceptance';
import { bundleWay } from './bundle-way';
import { linkWay } from './link-way';

describe(linkWay.name, () => describeAcceptance(linkWay));

describe(bundleWay.name, () => {
  describeAcceptance(bundleWay);
  describeStored(bundleWay);
});
