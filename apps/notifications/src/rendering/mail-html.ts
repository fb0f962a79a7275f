import type { Part, Wording } from '../templates/template.js';
import { colon, type Correspondence, footer, greeting } from './mail-text.js';

/** Mail readers drop stylesheets, not attributes. Dark on light, at least 7 to 1. */
const STYLE = {
  body: 'margin:0;padding:0;background:#f3f5f8;color:#1b1f24;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5',
  page: 'max-width:600px;margin:0 auto;padding:24px;background:#ffffff',
  sender: 'margin:0 0 16px;color:#123a6b;font-weight:bold',
  title: 'margin:0 0 16px;color:#123a6b;font-size:22px;line-height:1.3',
  heading: 'margin:24px 0 8px;color:#123a6b;font-size:18px;line-height:1.3',
  text: 'margin:0 0 16px',
  list: 'margin:0 0 16px;padding-left:24px',
  code: 'margin:0 0 16px;padding:16px;background:#e8eef6;text-align:center',
  digits: 'display:block;font-size:28px;font-weight:bold;letter-spacing:6px',
  note: 'margin:0 0 16px;padding:12px 16px;border-left:4px solid #123a6b;background:#e8eef6',
  footer:
    'margin:24px 0 0;padding-top:12px;border-top:1px solid #c5ccd6;font-size:14px;color:#3d4652',
} as const;

/** A complete page that asks for nothing from anywhere: no image, no font, no script. */
export function mailHtml(wording: Wording, correspondence: Correspondence): string {
  const subject = escape(wording.subject);
  const lines = [
    '<!doctype html>',
    `<html lang="${correspondence.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${subject}</title>`,
    '</head>',
    `<body style="${STYLE.body}">`,
    `<div style="${STYLE.page}">`,
    `<p style="${STYLE.sender}">${escape(correspondence.sender)}</p>`,
    `<h1 style="${STYLE.title}">${subject}</h1>`,
    `<p style="${STYLE.text}">${escape(greeting(correspondence))}</p>`,
    ...wording.parts.map((part) => htmlOf(part, correspondence)),
    `<p style="${STYLE.text}">${escape(correspondence.sender)}</p>`,
    `<p style="${STYLE.footer}">${escape(footer(correspondence))}</p>`,
    '</div>',
    '</body>',
    '</html>',
  ];
  return `${lines.join('\n')}\n`;
}

function htmlOf(part: Part, { language }: Correspondence): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p style="${STYLE.text}">${escape(part.text)}</p>`;
    case 'heading':
      return `<h2 style="${STYLE.heading}">${escape(part.text)}</h2>`;
    case 'list': {
      const items = part.items.map((item) => `<li>${escape(item)}</li>`);
      return `<ul style="${STYLE.list}">${items.join('')}</ul>`;
    }
    case 'code':
      return `<p style="${STYLE.code}">${escape(part.label)}${colon(language)}<strong style="${STYLE.digits}">${escape(part.code)}</strong></p>`;
    case 'note':
      return `<p style="${STYLE.note}">${escape(part.text)}</p>`;
    case 'link':
      return `<p style="${STYLE.text}">${escape(part.label)}${colon(language).trimEnd()}<br><a href="${escape(part.url)}">${escape(part.url)}</a></p>`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
