import type { Host } from '../host.js';
import { Api } from './api.js';
import { isLoaded, load } from './load.js';
import { isRentCampaignLoaded, loadRentCampaign } from './load-rent-campaign.js';
import { summary } from './summary.js';

/** The demo data did not get in; what did get in stays, and the next start goes on from there. */
export class DemoNotLoadedError extends Error {}

/**
 * Sees to it that the demo data are in the system, which it asks for that itself, and returns what the
 * webinar showed, as the system now answers it.
 *
 * @throws DemoNotLoadedError
 */
export async function showDemo(
  { origin, operatorToken }: Pick<Host, 'origin' | 'operatorToken'>,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const api = new Api(origin, { signal, operatorToken });
  try {
    const missing = [
      ...((await isLoaded(api)) ? [] : [load]),
      ...((await isRentCampaignLoaded(api)) ? [] : [loadRentCampaign]),
    ];
    if (missing.length > 0) {
      say('Chargement des données de démonstration…');
      const begun = performance.now();
      for (const each of missing) await each(api);
      say(`Données chargées en ${inSeconds(performance.now() - begun)} s.`);
    }
    return await summary(api);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DemoNotLoadedError(
      `Les données de démonstration n’ont pas pu être chargées ou relues ; un nouveau démarrage reprendra le chargement.\n${reason}`,
      { cause: error },
    );
  }
}

function inSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1).replace('.', ',');
}
