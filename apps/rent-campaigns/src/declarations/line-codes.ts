import type { Localized } from '@passerelle/kernel';

/** The stable codes of refused and doubtful lines, with their texts. No text quotes a value of the line. */
export const LINE_CODES = {
  'file-number': {
    fr: 'numéro d’allocataire de 7 chiffres attendu',
    en: 'a file number of 7 digits is expected',
  },
  siret: { fr: 'SIRET invalide', en: 'not a valid SIRET' },
  'wrong-year': {
    fr: 'l’année n’est pas celle de la campagne',
    en: 'the year is not that of the campaign',
  },
  'rent-required': {
    fr: 'loyer manquant (« rentCents » ou « rent »)',
    en: 'the rent is missing ("rentCents" or "rent")',
  },
  'rents-disagree': {
    fr: '« rentCents » et « rent » diffèrent',
    en: '"rentCents" and "rent" differ',
  },
  'amount-given-twice': {
    fr: 'montant donné en euros et en centimes : gardez une des deux colonnes',
    en: 'the amount is given in euros and in cents: keep one of the two columns',
  },
  'amount-too-large': {
    fr: 'montant mensuel invraisemblable',
    en: 'the monthly amount is not credible',
  },
  'share-required': {
    fr: 'colocation : indiquer la part du locataire',
    en: 'a shared tenancy needs the tenant’s share',
  },
  'share-above-rent': { fr: 'la part dépasse le loyer', en: 'the share exceeds the rent' },
  'share-without-sharing': {
    fr: 'part ou colocataires sans colocation',
    en: 'a share or co-tenants without a shared tenancy',
  },
  'too-few-cotenants': {
    fr: 'une colocation compte au moins deux locataires',
    en: 'a shared tenancy has at least two tenants',
  },
  'status-date-required': {
    fr: 'date de la situation manquante',
    en: 'the date of the status is missing',
  },
  'status-date-unexpected': {
    fr: 'cette situation n’a pas de date',
    en: 'this status has no date',
  },
  'date-in-future': { fr: 'date dans le futur', en: 'a date in the future' },
  'ended-before-july': {
    fr: 'fin avant juillet : signaler l’événement, aucun loyer de juillet n’est dû',
    en: 'the tenancy ended before July: report the event, no July rent is due',
  },
  'before-lease': { fr: 'date avant le début du bail', en: 'a date before the start of the lease' },
  'arrears-date-required': {
    fr: 'date du début de l’impayé manquante',
    en: 'the date since which rent is owed is missing',
  },
  'arrears-amount-required': {
    fr: 'montant de l’impayé manquant',
    en: 'the amount owed is missing',
  },
  'outside-campaign': {
    fr: 'hors de la période de déclaration',
    en: 'outside the period for declarations',
  },
  'declared-on-refused': {
    fr: 'la date de déclaration est celle de l’envoi',
    en: 'the day of the declaration is the day of sending',
  },
  'foreign-landlord': { fr: 'SIRET d’un autre bailleur', en: 'the SIRET of another landlord' },
  'unknown-landlord': {
    fr: 'bailleur inconnu de la campagne',
    en: 'the campaign does not know this landlord',
  },
  'unknown-tenant': { fr: 'locataire non attendu', en: 'this tenant is not expected' },
  'other-landlords-tenant': {
    fr: 'locataire d’un autre bailleur',
    en: 'the tenant of another landlord',
  },
  'not-your-tenant': {
    fr: 'aucun de vos locataires n’est attendu sous ce numéro',
    en: 'you have no expected tenant under this number',
  },
  'unknown-dwelling': {
    fr: 'logement non attendu pour ce locataire',
    en: 'this dwelling is not expected for this tenant',
  },
  'duplicate-line': {
    fr: 'ligne déjà présente dans le fichier',
    en: 'the file already has this line',
  },
  'rent-zero': { fr: 'loyer nul', en: 'the rent is zero' },
  'rent-change': {
    fr: 'écart important avec l’an dernier',
    en: 'the rent differs a lot from last year’s rent',
  },
  'rent-above-ceiling': {
    fr: 'très au-dessus du plafond local',
    en: 'the rent is far above the local ceiling',
  },
  'rent-with-charges': {
    fr: 'le loyer semble contenir les charges',
    en: 'the rent seems to include the charges',
  },
  'charges-below-euro': {
    fr: 'charges de moins d’un euro par mois : le montant est-il en euros dans une colonne en centimes ?',
    en: 'charges of less than one euro a month: are they euros in a column of cents?',
  },
  'same-rent': {
    fr: 'même loyer sur toutes les lignes du bailleur',
    en: 'the same rent on every line of the landlord',
  },
  'name-mismatch': {
    fr: 'le nom n’est pas celui du dossier',
    en: 'the name differs from the name in the file of the person',
  },
  'birth-date-mismatch': {
    fr: 'la date de naissance n’est pas celle du dossier',
    en: 'the birth date differs from the birth date in the file of the person',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type LineCode = keyof typeof LINE_CODES;
