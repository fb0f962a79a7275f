import { localDate } from '@passerelle/kernel';

import { citedAfter } from './citation.js';

describe('a reference and the day of its publication', () => {
  it.each([
    ['Arrêté du 28/12/2025, art. 1', '2025-01-01', '2025-12-28'],
    ['Arrêté du 28/12/2025, art. 1', '2025-12-28', undefined],
    ['Arrêté du 28/12/2025, art. 1', '2025-12-27', '2025-12-28'],
    ['Arrêté du 29 juillet 2022, article 1, 1°a', '2018-01-01', '2022-07-29'],
    ['Arrêté du 1er Août 2022', '2022-07-31', '2022-08-01'],
    ['Arrêté du 27 septembre 2019, art. 8', '2019-09-27', undefined],
    ['Texte publié le 2024-04-30', '2024-04-29', '2024-04-30'],
    ['Décret 2015-611 du 03/06/2015', '1982-02-01', '2015-06-03'],
    ['Décret 2015-611', '1982-02-01', '2015'],
    ['Décret n° 2024-396', '2024-04-30', undefined],
    ['Calculé : BMAF × taux ; Instruction n° DSS/2B/2024/43', '2023-12-31', '2024'],
    ['Article D531-20 du code de la sécurité sociale', '2004-01-01', undefined],
    ['Source secondaire : hitsandclips.fr 2024 (529 à 688, 265 à 344)', '2018-10-01', undefined],
    ['Revalorisation au 1er avril 2027 (texte à citer)', '2027-03-15', undefined],
    ['Décret du 10/06/2025, à compter du 01/09/2025', '2025-06-10', undefined],
    ['Arrete du 22 aout 2025', '2025-08-21', '2025-08-22'],
    ['Arrêté du 45/13/2025', '2025-01-01', undefined],
  ])('%s, published on %s: %s', (reference, publishedOn, expected) => {
    expect(citedAfter(reference, localDate(publishedOn))).toBe(expected);
  });
});
