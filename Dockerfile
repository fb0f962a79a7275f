# One image for every service; the command says which one runs:
#   docker run passerelle node apps/mediation/dist/main.js

FROM node:24-bookworm-slim AS build
WORKDIR /app
# Nobody answers questions here.
ENV CI=true npm_config_yes=true
# Downloads hang on the lockfile alone, so that this layer survives changes of the code.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN npx pnpm@12.21.0 fetch
COPY . .
RUN npx pnpm@12.21.0 install --frozen-lockfile --offline && ./node_modules/.bin/tsc -b
# Only what the services need to run: no development dependencies, no embedded database.
RUN rm -rf node_modules apps/*/node_modules libs/*/node_modules \
  && npx pnpm@12.21.0 install --prod --frozen-lockfile --offline \
    $(ls apps | grep -vx all-in-one | sed 's|.*|--filter @passerelle/&...|') \
  && rm -rf apps/all-in-one libs/testing libs/test-database libs/embedded-postgres

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps ./apps
USER node
EXPOSE 3000
CMD ["node", "apps/identity/dist/main.js"]
