import { fileNames } from './file-names.mjs';
import { injectedByValue } from './injected-by-value.mjs';
import {
  oneMeaning,
  privateByKeyword,
  repositoryMethods,
  requestNames,
  unknownId,
  versionInRepository,
} from './names.mjs';
import {
  decoratorsInTheirFiles,
  entities,
  specsBesideTheirCode,
  transactionsInServices,
  viewsInTheirFiles,
} from './places.mjs';
import { pureRules } from './rule-files.mjs';

/** The rules of this repository that no published plugin has. */
export const passerelle = {
  meta: { name: 'passerelle' },
  rules: {
    'decorators-in-their-files': decoratorsInTheirFiles,
    entities,
    'file-names': fileNames,
    'injected-by-value': injectedByValue,
    'one-meaning': oneMeaning,
    'private-by-keyword': privateByKeyword,
    'pure-rules': pureRules,
    'repository-methods': repositoryMethods,
    'request-names': requestNames,
    'specs-beside-their-code': specsBesideTheirCode,
    'transactions-in-services': transactionsInServices,
    'unknown-id': unknownId,
    'version-in-repository': versionInRepository,
    'views-in-their-files': viewsInTheirFiles,
  },
};
