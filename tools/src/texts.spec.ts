import 'reflect-metadata';

import { DEFINITIONS } from '@passerelle/all-in-one/services';
import { authErrors } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';
import { FILE_CODES, ImportEngine, LINE_CODES } from '@passerelle/imports';
import type { ErrorFactory, Localized } from '@passerelle/kernel';
import { pageErrors } from '@passerelle/persistence';
import {
  describeService,
  operatorErrors,
  platformSettings,
  readSettings,
} from '@passerelle/service-kit';
import { sentenceFaults } from '@passerelle/testing';

const FEATURES: readonly Readonly<Record<string, ErrorFactory>>[] = [
  authErrors,
  operatorErrors,
  pageErrors,
  requestErrors,
  ...DEFINITIONS.flatMap(({ errors }) => errors),
];

describe('the texts that a person reads', () => {
  it('titles and details of problems', () => {
    const texts = FEATURES.flatMap((feature) =>
      Object.values(feature).flatMap(({ definition: { title, detail = title } }) => [
        title,
        // The places are filled with the forms of the language; their names are not read.
        { fr: detail.fr.replaceAll(/\{\w+\}/g, '…'), en: detail.en.replaceAll(/\{\w+\}/g, '…') },
      ]),
    );
    expect(texts.length).toBeGreaterThan(200);
    expect(sentenceFaults(texts)).toEqual([]);
  });

  it('refusals of lines and files', async () => {
    const platform = readSettings(platformSettings, {});
    const described = await Promise.all(
      DEFINITIONS.map((definition) => describeService(definition, platform)),
    );
    const codes = described
      .flatMap(({ providers }) => providers.filter((each) => each instanceof ImportEngine))
      .flatMap(({ definitions }) => definitions.map(({ codes: own }) => own));
    expect(codes.length).toBeGreaterThan(3);
    const texts = [LINE_CODES, FILE_CODES, ...codes].flatMap((each) =>
      Object.values<Localized>(each),
    );
    expect(sentenceFaults(texts)).toEqual([]);
  });
});
