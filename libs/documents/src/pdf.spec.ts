import { localDate } from '@passerelle/kernel';
import { ANNUAL_REPORT } from '../test/annual-report.js';
import { pdfPages } from '../test/pdf-text.js';
import { renderPdf } from './pdf.js';
import type { Block, PrintableDocument } from './printable-document.js';

function documentOf(...blocks: Block[]): PrintableDocument {
  return {
    language: 'fr',
    title: 'Barème',
    issuer: 'Caf de test',
    issuedOn: localDate('2024-03-28'),
    blocks,
  };
}

/** The words of a page without its line ends, which depend on the layout. */
function flat(page: string): string {
  return page.replace(/\s+/g, ' ');
}

describe('renderPdf', () => {
  it('prints every word, with French letters and signs', async () => {
    const pdf = await renderPdf(ANNUAL_REPORT);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    const pages = pdfPages(pdf).map(flat);
    expect(pages).toHaveLength(3);
    for (const words of [
      'Atlantique — médiation administrative',
      'Établi le 1er mars 2024',
      'Le cœur de l’activité',
      '412 906 €',
      'Remise de dette refusée ou accordée en partie seulement',
      'Accuser réception des pièces sous deux jours ouvrés.',
      'page 1/3',
    ]) {
      expect(pages[0]).toContain(words);
    }
    expect(pages[2]).toContain('Ensemble 1 284 912 34 412 906,50 €');
    expect(pages[2]).toContain('secret statistique');
    expect(pages[2]).toContain('Source : Passerelle');
    expect(pages.join('')).not.toContain('�');
  });

  it('says its title, language, author and date', async () => {
    const source = (await renderPdf(documentOf())).toString('latin1');
    expect(source).toContain('/Lang (fr)');
    expect(source).toContain('/DisplayDocTitle true');
    expect(source).toContain('(D:20240328120000Z)');
    expect(source).toContain('(Caf de test)');
    expect(source).not.toMatch(/\(D:(?!20240328120000Z\))/);
  });

  it('gives the same bytes for the same document', async () => {
    const first = await renderPdf(ANNUAL_REPORT);
    const [second, third] = await Promise.all([
      renderPdf(ANNUAL_REPORT),
      renderPdf(structuredClone(ANNUAL_REPORT)),
    ]);
    expect(second.equals(first)).toBe(true);
    expect(third.equals(first)).toBe(true);
  });

  it('repeats the caption and labels of a long table on each of its pages', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Ligne ${index}`, `${index}`]);
    const columns = [{ label: 'Poste' }, { label: 'Montant', align: 'right' as const }];
    const pages = pdfPages(
      await renderPdf(documentOf({ kind: 'table', caption: 'Grille', columns, rows })),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(flat(page)).toMatch(/Grille Poste Montant Ligne \d+ \d+/);
    const printed = pages.flatMap((page) => [...flat(page).matchAll(/Ligne (\d+) \1/g)]);
    expect(printed.map(([, index]) => Number(index))).toEqual(rows.map((_, index) => index));
  });

  it('keeps a short chart on one page', async () => {
    const items = ['Un', 'Deux', 'Trois'].map((label, value) => ({ label, value, shown: label }));
    const filler = Array.from({ length: 24 }, (_, index): Block => ({
      kind: 'paragraph',
      text: `Alinéa ${index}`,
    }));
    for (let length = 15; length <= filler.length; length++) {
      const blocks: Block[] = [
        ...filler.slice(0, length),
        { kind: 'bars', caption: 'Canal', items },
      ];
      const pages = pdfPages(await renderPdf(documentOf(...blocks))).map(flat);
      const holding = pages.filter((page) => /Canal|Un|Deux|Trois/.test(page));
      expect(holding).toHaveLength(1);
    }
  });

  it('loses no word of a cell longer than a page', async () => {
    const words = Array.from({ length: 1500 }, (_, index) => `mot${index}`);
    const columns = [{ label: 'A' }, { label: 'B' }];
    const rows = [['court', words.join(' ')]];
    const pages = pdfPages(
      await renderPdf(documentOf({ kind: 'table', caption: 'Long', columns, rows })),
    );
    expect(pages.join('\n').match(/mot\d+/g)).toEqual(words);
  });

  it('leaves no heading alone at the foot of a page', async () => {
    const blocks = Array.from({ length: 40 }, (_, index): Block[] => [
      { kind: 'paragraph', text: 'Une phrase. '.repeat(5 + ((index * 17) % 60)) },
      { kind: 'heading', level: 2, text: `Chapitre ${index}` },
      { kind: 'heading', level: 3, text: `Section ${index}` },
      index % 2 === 0
        ? { kind: 'figures', items: [{ label: 'dossiers', value: '12', note: 'en un an' }] }
        : { kind: 'table', caption: 'T', columns: [{ label: 'C' }], rows: [['1'], ['2']] },
    ]).flat();
    const pages = pdfPages(await renderPdf(documentOf(...blocks)));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      const body = flat(page).replace(/ Caf de test · .*$/, '');
      expect(body).not.toMatch(/(?:Chapitre|Section) \d+$/);
    }
  });

  it('starts a page per break, and none for breaks with nothing after them', async () => {
    const pageBreak: Block = { kind: 'pageBreak' };
    const text: Block = { kind: 'paragraph', text: 'Suite' };
    const pages = pdfPages(
      await renderPdf(documentOf(pageBreak, pageBreak, text, pageBreak, text, pageBreak)),
    );
    expect(pages).toHaveLength(3);
  });

  it('prints markup, page references and paths as the plain text they are', async () => {
    const text = '<b>gras</b> {{x}} file:///etc/passwd http://example.test/a.png';
    const pages = pdfPages(await renderPdf(documentOf({ kind: 'paragraph', text })));
    expect(pages[0]!.replace(/\s/g, '')).toContain(text.replace(/\s/g, ''));
  });

  it('composes accents and keeps numbers in one piece', async () => {
    const text = 'Me\u0301diation\u0007 1\u202f234';
    const pages = pdfPages(await renderPdf(documentOf({ kind: 'paragraph', text })));
    expect(pages[0]).toContain('Médiation');
    expect(pages[0]).toContain('1\u00a0234');
  });

  it('shrinks a wide table rather than cut its numbers', async () => {
    const columns = Array.from({ length: 13 }, (_, index) => ({
      label: `M${index}`,
      align: 'right' as const,
    }));
    const rows = [columns.map(() => '1\u202f234,56\u00a0€')];
    const pages = pdfPages(
      await renderPdf(documentOf({ kind: 'table', caption: 'Mois', columns, rows })),
    );
    expect(pages[0]!.match(/1\u00a0234,56\u00a0€/g)).toHaveLength(13);
  });

  it('refuses a row that does not have the columns of its table', async () => {
    const columns = [{ label: 'A' }, { label: 'B' }];
    const table: Block = { kind: 'table', caption: 'Grille', columns, rows: [['seul']] };
    await expect(renderPdf(documentOf(table))).rejects.toThrow('table "Grille": 1 cells for 2');
  });
});
