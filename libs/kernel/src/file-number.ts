/** The number of an allocataire's dossier: seven digits. The key letter printed on letters is not part of it. */
export const FILE_NUMBER_FORM = /^\d{7}$/;
