import { createHash } from 'node:crypto';
import { localDate } from '@passerelle/kernel';
import { ANNUAL_REPORT } from '../test/annual-report.js';
import { HTML_CONTENT_SECURITY_POLICY, renderHtml } from './html.js';
import type { Block } from './printable-document.js';

function pageOf(...blocks: Block[]): string {
  const issuedOn = localDate('2024-03-28');
  return renderHtml({ language: 'en', title: 'Sheet', issuer: 'Caf', issuedOn, blocks });
}

describe('renderHtml', () => {
  it('is a complete page in the language of the document', () => {
    const html = renderHtml(ANNUAL_REPORT);
    expect(html).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(html).toContain('<title>Rapport annuel de la médiation administrative</title>');
    expect(html).toContain('<time datetime="2024-03-01">Établi le 1er mars 2024</time>');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<h2>L’essentiel</h2>');
    expect(html).toContain('<li>Accuser réception des pièces sous deux jours ouvrés.</li>');
    expect(html).toMatch(/<footer><p>Source/);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
  });

  it('asks nothing of the network and holds to its own policy', () => {
    const html = renderHtml(ANNUAL_REPORT);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|https?:|url\(|@import| style=| on\w+=/i);
    const style = /<style>([^]*?)<\/style>/.exec(html)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(HTML_CONTENT_SECURITY_POLICY).toContain(`style-src 'sha256-${hash}'`);
    expect(html).toContain(`content="${HTML_CONTENT_SECURITY_POLICY}"`);
  });

  it('escapes every text of every block', () => {
    const evil = `<img src=x onerror="alert('1')">&\u0000`;
    const html = renderHtml({
      language: 'fr',
      title: evil,
      subtitle: evil,
      issuer: evil,
      issuedOn: localDate('2024-03-28'),
      footnote: evil,
      blocks: [
        { kind: 'heading', level: 2, text: evil },
        { kind: 'paragraph', text: evil },
        { kind: 'note', text: evil },
        { kind: 'list', items: [evil] },
        { kind: 'figures', items: [{ label: evil, value: evil, note: evil }] },
        {
          kind: 'table',
          caption: evil,
          columns: [{ label: evil }],
          rows: [[evil]],
          totals: [evil],
          note: evil,
        },
        {
          kind: 'bars',
          caption: evil,
          unit: evil,
          items: [{ label: evil, value: 1, shown: evil }],
        },
      ],
    });
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    expect(html).not.toContain('<img');
    expect(html).not.toContain('\u0000');
    expect(html.split(escaped)).toHaveLength(22 + 1);
  });

  it('describes tables to screen readers', () => {
    const html = pageOf({
      kind: 'table',
      caption: 'Ceilings',
      columns: [
        { label: 'Children', widthShare: 3 },
        { label: 'Amount', align: 'right', widthShare: 1 },
      ],
      rows: [['One', '10']],
      totals: ['All', '10'],
      note: 'Per month.',
    });
    expect(html).toContain('<caption id="block-1-caption">Ceilings</caption>');
    expect(html).toContain('aria-labelledby="block-1-caption"');
    expect(html).toContain('<table aria-describedby="block-1-note">');
    expect(html).toContain('<th scope="col" class="number">Amount</th>');
    expect(html).toContain('<tr><th scope="row">One</th><td class="number">10</td></tr>');
    expect(html).toContain('<tfoot><tr><th scope="row">All</th>');
    expect(html).toContain('<p class="detail" id="block-1-note">Per month.</p>');
    const classes = [...html.matchAll(/<col class="(width-\d+)">/g)].map(([, name]) => name!);
    expect(classes).toEqual(['width-76', 'width-26']);
    for (const name of classes) expect(html).toContain(`.${name} {`);
  });

  it('gives a chart’s numbers as a table and hides its bars from screen readers', () => {
    const html = pageOf({
      kind: 'bars',
      caption: 'Change',
      unit: 'points',
      items: [
        { label: 'Up', value: 3, shown: '+3' },
        { label: 'Down', value: -1, shown: '−1' },
        { label: 'Unknown', value: NaN, shown: 'n/a' },
      ],
    });
    expect(html).toContain('<caption>Change <span class="unit">(points)</span></caption>');
    expect(html).toMatch(
      /<th scope="row">Up<\/th><td aria-hidden="true">.*<rect x="25%" width="75%".*<td class="number">\+3<\/td>/,
    );
    expect(html).toContain('<rect x="0%" width="25%"');
    expect(html).toMatch(/Unknown.*width="0%".*n\/a/);
  });

  it('says that a table or chart is empty', () => {
    const html = pageOf(
      { kind: 'table', caption: 'A', columns: [{ label: 'B' }], rows: [] },
      { kind: 'bars', caption: 'C', items: [] },
    );
    expect(html.match(/No data/g)).toHaveLength(2);
  });

  it('starts what follows a page break on a new page', () => {
    const pageBreak: Block = { kind: 'pageBreak' };
    const html = pageOf(pageBreak, pageBreak, { kind: 'heading', level: 2, text: 'A' }, pageBreak);
    expect(html.match(/<div class="new-page">\n<h2>A/g)).toHaveLength(1);
    expect(html.match(/class="new-page"/g)).toHaveLength(1);
  });

  it('refuses a row that does not have the columns of its table', () => {
    const table: Block = { kind: 'table', caption: 'T', columns: [{ label: 'A' }], rows: [[]] };
    expect(() => pageOf(table)).toThrow(RangeError);
  });
});
