/** Published with the contract: it opens demo installations only. */
export const DEMO_PASSWORD = 'Passerelle-2024';

/** A first call to try by hand. */
export function signInCommand(origin: string, username = 'mediator'): string {
  return `curl -s ${origin}/identity/oauth/token -d grant_type=password -d username=${username} -d password=${DEMO_PASSWORD}`;
}
