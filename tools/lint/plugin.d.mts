import type { Rule } from 'eslint';

export declare const passerelle: { meta: { name: string }; rules: Record<string, Rule.RuleModule> };
