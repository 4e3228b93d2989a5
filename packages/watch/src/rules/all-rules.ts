import { airspaceRule } from './airspace-rule.ts';
import { borderRule } from './border-rule.ts';
import { conflictRule } from './conflict-rule.ts';
import { duplicateAddressRule } from './duplicate-address-rule.ts';
import { communicationLossRule, emergencyRule } from './emergency-rule.ts';
import { identityConflictRule } from './identity-conflict-rule.ts';
import { interferenceRule } from './interference-rule.ts';
import { lostTrackRule } from './lost-track-rule.ts';
import { lowSlowRule } from './low-slow-rule.ts';
import { minimumAltitudeRule } from './minimum-altitude-rule.ts';
import { number } from './parameters.ts';
import type { RuleDefinition } from './rule.ts';
import { spoofingRule } from './spoofing-rule.ts';

/** How long a cause must be seen, and be gone: every rule has these beside its own. */
const life = (confirmCount: number, clearAfterS: number) => ({
  confirmCount: number(confirmCount, 1, 20, 'pictures', 'Pictures with the cause before an alert is raised'),
  confirmWindowS: number(15, 1, 600, 's', 'Time within which those pictures lie'),
  clearAfterS: number(clearAfterS, 0, 3600, 's', 'Time without the cause after which the alert clears'),
});

function withLife(definition: RuleDefinition, confirmCount: number, clearAfterS: number): RuleDefinition {
  return { ...definition, parameters: { ...definition.parameters, ...life(confirmCount, clearAfterS) } };
}

/** Every kind of rule there is. */
export const RULES: readonly RuleDefinition[] = [
  withLife(airspaceRule, 2, 15),
  withLife(borderRule, 2, 15),
  withLife(emergencyRule, 1, 5),
  withLife(communicationLossRule, 1, 5),
  withLife(lostTrackRule, 1, 5),
  withLife(duplicateAddressRule, 3, 20),
  withLife(identityConflictRule, 5, 30),
  withLife(spoofingRule, 1, 30),
  withLife(interferenceRule, 1, 600),
  withLife(conflictRule, 2, 10),
  withLife(lowSlowRule, 3, 20),
  withLife(minimumAltitudeRule, 2, 10),
];
