/** The headers that agencies and landlords write over the columns of both files. */

export const FILE_NUMBER_HEADERS = [
  'numero_allocataire',
  'matricule',
  'matricule_allocataire',
  'numero_dossier',
  'numero_dossier_caf',
  'numero_caf',
];

export const LAST_NAME_HEADERS = ['nom', 'nom_famille', 'nom_locataire', 'nom_allocataire'];

export const BIRTH_DATE_HEADERS = ['date_naissance', 'ne_le', 'nee_le'];

export const LANDLORD_HEADERS = ['bailleur_siret', 'siret', 'siret_bailleur', 'numero_siret'];

export const DWELLING_HEADERS = [
  'logement_ref',
  'reference_logement',
  'logement',
  'lot',
  'numero_lot',
  'reference_lot',
];

export const SHARED_TENANCY_HEADERS = ['colocation', 'en_colocation', 'coloc'];
