import { TestService, textFaults } from '@passerelle/testing';

import { scales } from '../service.js';
import { SCALE_CODES } from './scale.js';
import type { ScaleTable } from './scale.view.js';

describe('a sheet for people', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2026-11-27T09:00:00Z' });
  });

  afterAll(async () => {
    await test.stop();
  });

  it('names the municipalities beside their codes', async () => {
    const path = 'scales/al/tables/zone_by_commune_44';
    const { body } = await test.call<ScaleTable>('GET', path);
    expect(body.placeNames?.communeInsee).toMatchObject({
      44109: 'Nantes',
      44184: 'Saint-Nazaire',
    });
    expect(
      body.rows.every((row) => String(row.communeInsee) in body.placeNames!.communeInsee!),
    ).toBe(true);
    const csv = await test.call<string>('GET', `${path}?format=csv`);
    expect(csv.body).toMatch(/communeInsee=44109,.*,Nantes\r\n/);
    const sheet = await test.call<string>('GET', 'scales/al/sheet');
    expect(sheet.body).toContain('44109 Nantes');
  });

  describe('the sheet', () => {
    const sheet = async (code: string, language: string) => {
      const { body } = await test.call<string>('GET', `scales/${code}/sheet?on=2026-09-01`, {
        headers: { 'accept-language': language, accept: 'text/html' },
      });
      return body.replace(/[\u00a0\u202f]/g, ' ');
    };

    it.each([
      ['rsa', 'fr', ['Montant forfaitaire, personne seule (métropole)', '651,69 € par mois']],
      [
        'rsa',
        'fr',
        ['Montants forfaitaires par composition (adultes : 2, enfants : 0)', '977,54 €'],
      ],
      ['aah-mva-afh', 'fr', ['AAH à taux plein', '1 041,59 € par mois']],
      ['aah-mva-afh', 'en', ['AAH at the full rate', '1,041.59 € per month']],
      ['al', 'fr', ['Loyers plafonds, secteur locatif (zone : 2, personne seule)']],
      ['al', 'en', ['Rent ceilings, rented housing (zone: 2, single)']],
    ])('%s (%s) begins with what people come for: %j', async (code, language, texts) => {
      const body = await sheet(code, language);
      const top = body.slice(0, body.indexOf('<h2'));
      for (const text of texts) expect(top).toContain(text);
    });

    it.each(SCALE_CODES)('of %s speaks English where English is asked for', async (code) => {
      const body = await sheet(code, 'en');
      const words = body
        .replace(/<li>.*?<\/li>/gs, '')
        .replace(/<style>.*?<\/style>/gs, '')
        .replace(/<[^>]+>/g, '\n');
      for (const french of ['Plafond', 'Taux', 'Âge', 'Montant', 'Majoration', 'Série historique'])
        expect(words).not.toContain(french);
    });

    it.each(SCALE_CODES.flatMap((code) => [[code, 'fr'] as const, [code, 'en'] as const]))(
      'of %s reads as prose: %s',
      async (code, language) => {
        const texts = textsOf(await sheet(code, language));
        expect(texts.length).toBeGreaterThan(20);
        const prose = texts.map((text) => text.replace(CITATION, '…').replace(MUNICIPALITY, '…'));
        expect(prose.flatMap((text) => textFaults(text, language))).toEqual([]);
      },
    );

    it('writes the unit into each cell of a table', async () => {
      expect(await sheet('rsa', 'fr')).toMatch(/<td[^>]*>977,54 € par mois<\/td>/);
      expect(await sheet('al', 'fr')).toMatch(/<td[^>]*>2,83 %<\/td>/);
    });
  });
});

/** A French text keeps its title on an English sheet: `Décret n° 2022-42 du 19/01/2022, art. 1`. */
const CITATION =
  /(?:Arrêté|Décret|Loi|Article|Art\.|Circulaire|Instruction|Ordonnance) .*?(?=; |: | — |(?<!\b(?:[Aa]rt|modif|[LRD]))\. [A-Z\d]|$)/g;
const MUNICIPALITY = /^44\d{3} .*$/;

/** The texts of a page, one a piece. */
function textsOf(page: string): string[] {
  return page
    .replace(/<(style|head)>.*?<\/\1>/gs, '')
    .split(/<[^>]+>/)
    .map((text) => text.replaceAll('&#39;', '’').replaceAll('&quot;', '"'))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
