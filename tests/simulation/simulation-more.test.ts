/** The other half of the seeded runs (simulation.test.ts). */
import { describeRuns } from './describe-runs';

describeRuns(1);
