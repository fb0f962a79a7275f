/**
 * Nest finds what to inject through the class that the compiler writes into the metadata of the
 * constructor. `import type` leaves nothing there, which shows only when the module starts.
 */
export const injectedByValue = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      typeOnly:
        '"{{name}}" is injected by its class, which `import type` erases: import it as a value, or inject it by a token with @Inject().',
    },
  },
  create(context) {
    const typeOnly = new Set();
    return {
      ImportDeclaration(node) {
        for (const specifier of node.specifiers) {
          if (node.importKind === 'type' || specifier.importKind === 'type') {
            typeOnly.add(specifier.local.name);
          }
        }
      },
      'MethodDefinition[kind="constructor"]'(node) {
        if ((node.parent.parent.decorators ?? []).length === 0) return;
        for (const parameter of node.value.params) {
          if ((parameter.decorators ?? []).length > 0) continue;
          const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
          const annotation = target.typeAnnotation?.typeAnnotation;
          if (annotation?.type !== 'TSTypeReference') continue;
          const name = annotation.typeName.type === 'Identifier' ? annotation.typeName.name : '';
          if (typeOnly.has(name)) {
            context.report({ node: annotation, messageId: 'typeOnly', data: { name } });
          }
        }
      },
    };
  },
};
