import type { Localized } from '@passerelle/kernel';

import type { Contested, Remedy, TimeLimit } from '../time-limits/time-limits.js';

/**
 * Before whom a person contests a decision first, in words that follow "devant". Null where no claim comes
 * before the court: the court is then the first remedy, and the commission is never advised (L142-4 CSS;
 * domain M3.10). A remedy without an entry here does not compile.
 */
const AUTHORITIES: Readonly<Record<Remedy, Localized | null>> = {
  commission_de_recours_amiable: {
    fr: 'la commission de recours amiable de la Caf',
    en: 'the appeals commission of the Caf (commission de recours amiable)',
  },
  // The benefit says which authority it is; where no text was read that names it, the decision does.
  prior_administrative_appeal: {
    fr: 'l’autorité que la décision indique (recours administratif préalable obligatoire)',
    en: 'the authority that the decision names (recours administratif préalable obligatoire)',
  },
  none_before_court: null,
};

/** The benefits whose law names the authority of the prior appeal. */
const OF_BENEFIT: Readonly<Partial<Record<Contested, Localized>>> = {
  // L262-47 CASF (domain M3.21).
  rsa: {
    fr: 'le président du conseil départemental (recours administratif préalable obligatoire)',
    en: 'the president of the conseil départemental (recours administratif préalable obligatoire)',
  },
};

export function authorityOf({ contested, remedy }: Pick<TimeLimit, 'contested' | 'remedy'>) {
  const own = remedy === 'prior_administrative_appeal' ? OF_BENEFIT[contested] : undefined;
  return own ?? AUTHORITIES[remedy];
}

/** The courts after the first remedy, in words that follow "saisir". */
export const COURT_NAMES: Readonly<Record<TimeLimit['nextCourt'], Localized>> = {
  tribunal_judiciaire_pole_social: {
    fr: 'le pôle social du tribunal judiciaire',
    en: 'the social division of the tribunal judiciaire',
  },
  tribunal_administratif: { fr: 'le tribunal administratif', en: 'the tribunal administratif' },
};
