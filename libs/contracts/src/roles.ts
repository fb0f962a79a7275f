/** What a person or a batch client may be. Each service decides what a role may do in it. */
export const ROLES = [
  'beneficiary',
  'partner_agent',
  'landlord',
  'guardian',
  /** A member of staff who answers in the name of services of the Caf. */
  'caf_agent',
  'mediator',
  'scale_editor',
  'scale_publisher',
  'campaign_manager',
  'guardianship_officer',
  'indicator_publisher',
  'agenda_editor',
  'auditor',
  'admin',
  'service',
] as const;

export type Role = (typeof ROLES)[number];

/** What a batch client may do, one scope per kind of import; people have roles, not scopes. */
export const SCOPES = [
  'mediation:import',
  'scales:import',
  'rent-campaigns:import',
  'guardianship:import',
  'dossiers:import',
  'indicators:import',
] as const;

export type Scope = (typeof SCOPES)[number];

/**
 * The scope of a token that can do nothing but enrol a second factor. No batch client may have it. The token has no
 * role, so every other route refuses it.
 */
export const ENROLMENT_SCOPE = 'second-factor:enrol';

/** The services of the system; each owns the path, schema, role and queue of its name. */
export const SERVICES = [
  'identity',
  'mediation',
  'scales',
  'indicators',
  'notifications',
  'rent-campaigns',
] as const;

export type ServiceName = (typeof SERVICES)[number];
