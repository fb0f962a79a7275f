export {
  Access,
  ACCESS_RULE,
  type AccessRule,
  type Admission,
  type Authenticated,
  Caller,
  CallerAdmission,
  demandOf,
  mayCall,
  Public,
} from './access.js';
export { AccessGuard } from './access.guard.js';
export { type Actor, actorFrom } from './actor.js';
export { authErrors } from './auth.errors.js';
export { KeySet, type KeySetOptions, type NamedKey, type PublicJwk } from './key-set.js';
export { type Revocations, revocationKey } from './revocations.js';
export {
  assertAuthenticated,
  type AuthenticationDemand,
  challengeOf,
  StepUpPolicy,
  TWO_FACTORS,
} from './step-up.js';
export { TokenVerifier } from './token-verifier.js';
