// node sample.mjs [host:port]: submits two articles, watches their story grow, shows its board, and reads an error.
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const protos = fileURLToPath(new URL('../../../protos', import.meta.url));
const files = ['onrecord/ingest/v1/ingest', 'onrecord/stance/v1/stance', 'onrecord/search/v1/search', 'google/rpc/status', 'google/rpc/error_details'].map((name) => `${name}.proto`);
const { onrecord, google } = grpc.loadPackageDefinition(loader.loadSync(files, { includeDirs: [protos], enums: String, longs: Number, defaults: true, oneofs: true }));
const connect = (Service) => new Service(process.argv[2] ?? '127.0.0.1:7100', grpc.credentials.createInsecure());
const [ingest, stance, search] = [onrecord.ingest.v1.IngestService, onrecord.stance.v1.StanceService, onrecord.search.v1.SearchService].map(connect);
const call = (client, method, request) => promisify(client[method]).call(client, request, { deadline: Date.now() + 60_000 });
const article = (outlet, text) => ({ outlet, title: 'New pier for the harbour of Quellmouth', text, publishTime: { seconds: Math.floor(Date.now() / 1000) } });
const said = 'The harbour of Quellmouth will get a new pier, engineer Ada Brook announced on Tuesday. Fishermen condemned the pier.';

// The next change of a kind. A stream that broke off is taken up again with the token of the last message that was seen.
async function watch(kind, resumeToken = '') {
  const changes = search.WatchStories({ resumeToken }, { deadline: Date.now() + 300_000 });
  for await (const change of changes) if (change.kind === kind) { changes.on('error', () => {}).cancel(); return change; }
}

const first = watch('STORY_UPDATE_KIND_STORY');
const taken = await call(ingest, 'SubmitArticle', { article: article('Quay Post', said), requestId: 'sample-node-1' });
console.log('submitted', taken.articleId, taken.outcome);
const { story, resumeToken } = await first;
const bulk = ingest.SubmitArticles();
bulk.write({ article: article('Sea Courier', `${said} Brook denied that the pier would drive away the herring.`), requestId: 'sample-node-2' });
bulk.end();
for await (const result of bulk) console.log('streamed', result.accepted?.articleId ?? result.failure.message);
console.log('resumed', (await watch('STORY_UPDATE_KIND_BOARD', resumeToken)).kind);
const { board } = await call(stance, 'GetPositionBoard', { storyId: story.storyId });
for (const claim of board.claims) for (const stand of claim.stands) console.log('board', stand.holder.entity?.name ?? stand.holder.description, stand.stance, claim.text);

const fault = await call(ingest, 'SubmitArticle', { article: { text: '' } }).catch((error) => error);
const details = google.rpc.Status.deserialize(fault.metadata.get('grpc-status-details-bin')[0]).details;
const bad = google.rpc.BadRequest.deserialize(details.find((detail) => detail.type_url.endsWith('/google.rpc.BadRequest')).value);
for (const { field, description } of bad.fieldViolations) console.log('refused', field, description);
process.exit();
