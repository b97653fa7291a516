FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY tsconfig.json openapi.yaml LICENSE README.md ./
COPY migrations migrations
COPY rules rules
COPY src src
USER node
EXPOSE 3000
CMD ["node", "src/cli.ts", "serve"]
