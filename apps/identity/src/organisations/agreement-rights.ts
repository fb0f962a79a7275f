/** What the Caf grants to a partner in an agreement. Its agents never have more. */
export interface GrantedRights {
  /** The services of the partner in whose name its agents may answer. */
  readonly services: readonly string[];
  readonly profiles: readonly string[];
}

/** What one agent has. Without a profile the agent may see no dossier. */
export interface AgentRights {
  readonly services: readonly string[];
  readonly profile: string | null;
}

/** The part of an agent's rights that the agreement names. */
export function withinGrant(own: AgentRights, granted: GrantedRights): AgentRights {
  const { services, profile } = own;
  return {
    services: services.filter((service) => granted.services.includes(service)),
    profile: profile !== null && granted.profiles.includes(profile) ? profile : null,
  };
}

/** The members in which an agent has, or is to have, more than the agreement names. */
export function beyondGrant(
  own: AgentRights,
  granted: GrantedRights,
): readonly ('services' | 'profile')[] {
  const within = withinGrant(own, granted);
  return [
    ...(within.services.length < own.services.length ? (['services'] as const) : []),
    ...(within.profile === own.profile ? [] : (['profile'] as const)),
  ];
}
