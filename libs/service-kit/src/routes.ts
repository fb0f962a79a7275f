import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';

import { ACCESS_RULE, type AccessRule } from '@passerelle/auth';
import { LOCATED, type OperationClass, operationClassOf, VERSIONED } from '@passerelle/http';

/** A route with what its `@Access` says. */
export interface Route {
  readonly method: string;
  /** Below the service's prefix, with `:parameters`. */
  readonly path: string;
  /** `<Controller>.<method>` */
  readonly handler: string;
  readonly rule: AccessRule;
  /** Answers with the `ETag` of one resource. */
  readonly versioned: boolean;
  /** Answers with the `Location` of what it made. */
  readonly located: boolean;
  /** Which of the callers' limits it counts towards. */
  readonly operationClass: OperationClass;
}

/**
 * Every route of an application.
 *
 * @throws Error naming the routes that do not say who may call them: such a service must not start
 */
export function routesOf(app: INestApplication): Route[] {
  const routes: Route[] = [];
  const undeclared: string[] = [];
  for (const nestModule of app.get(ModulesContainer).values()) {
    for (const { metatype } of nestModule.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      for (const route of routesOfController(metatype as new () => object)) {
        if (route.rule === undefined) undeclared.push(route.handler);
        else routes.push({ ...route, rule: route.rule });
      }
    }
  }
  if (undeclared.length > 0) throw new Error(`routes without @Access: ${undeclared.join(', ')}`);
  return routes.sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}

function routesOfController(
  controller: new () => object,
): (Omit<Route, 'rule'> & { rule: AccessRule | undefined })[] {
  const base = pathOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return methodNamesOf(prototype).flatMap((name) => {
    // The class itself, which carries the controller's path.
    if (name === 'constructor') return [];
    const handler = prototype[name];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
    const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ??
      Reflect.getMetadata(ACCESS_RULE, controller)) as AccessRule | undefined;
    return [
      {
        method: RequestMethod[method],
        path: `/${[base, pathOf(handler)].filter((part) => part !== '').join('/')}`,
        handler: `${controller.name}.${name}`,
        rule,
        versioned: Reflect.hasMetadata(VERSIONED, handler),
        located: Reflect.hasMetadata(LOCATED, handler),
        operationClass: operationClassOf(handler, RequestMethod[method]),
      },
    ];
  });
}

/** Inherited methods too: Nest routes them like the controller's own. */
function methodNamesOf(prototype: object): string[] {
  const names = new Set<string>();
  for (
    let level: object | null = prototype;
    level !== null && level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  }
  return [...names];
}

function pathOf(target: object): string {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return (Array.isArray(path) ? (path[0] ?? '') : (path ?? '')).replace(/^\/|\/$/g, '');
}
