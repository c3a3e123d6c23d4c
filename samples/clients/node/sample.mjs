// node sample.mjs [host:port]: submits two articles, watches their story grow, shows its board, and reads an error.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const protos = fileURLToPath(new URL('../../../protos', import.meta.url));
const files = ['ingest', 'stance', 'search'].map((area) => `onrecord/${area}/v1/${area}.proto`);
const { onrecord } = grpc.loadPackageDefinition(loader.loadSync(files, { includeDirs: [protos], enums: String, longs: Number, defaults: true, oneofs: true }));
const connect = (Service) => new Service(process.argv[2] ?? '127.0.0.1:7100', grpc.credentials.createInsecure());
const [ingest, stance, search] = [onrecord.ingest.v1.IngestService, onrecord.stance.v1.StanceService, onrecord.search.v1.SearchService].map(connect);
const call = (client, method, request) => new Promise((resolve, reject) => {
  client[method](request, { deadline: Date.now() + 60_000 }, (error, answer) => (error ? reject(error) : resolve(answer)));
});
// Follows changes until one of the kind comes; what broke off is taken up again with the token of the last message.
const watch = async (kind, resumeToken = '') => {
  const stream = search.WatchStories({ resumeToken }, { deadline: Date.now() + 300_000 });
  for await (const update of stream) {
    if (update.kind === kind) { stream.on('error', () => {}); stream.cancel(); return update; }
  }
};

const article = (outlet, text) => ({ outlet, title: 'Harbour of Quellmouth to close', text, publishTime: { seconds: Math.floor(Date.now() / 1000) } });
const said = 'Mayor Ada Brook said on Monday that the harbour of Quellmouth will close. Fishermen rejected the closure.';
const first = watch('STORY_UPDATE_KIND_STORY');
const { articleId, outcome } = await call(ingest, 'SubmitArticle', { article: article('Quay Post', said), requestId: 'sample-node-1' });
console.log('submitted', articleId, outcome);
const { story, resumeToken } = await first;

const bulk = ingest.SubmitArticles();
bulk.write({ article: article('Sea Courier', `${said} Mayor Brook denied that jobs would be lost.`), requestId: 'sample-node-2' });
bulk.end();
for await (const result of bulk) console.log('streamed', result.accepted?.articleId ?? result.failure.message);
console.log('resumed', (await watch('STORY_UPDATE_KIND_BOARD', resumeToken)).kind);

for (const claim of (await call(stance, 'GetPositionBoard', { storyId: story.storyId })).board.claims) {
  for (const stand of claim.stands) console.log('board', stand.holder.entity?.name ?? stand.holder.description, stand.stance, claim.text);
}
await call(ingest, 'SubmitArticle', { article: { text: '' } }).catch((error) => {
  const types = protobuf.loadSync([`${protos}/google/rpc/status.proto`, `${protos}/google/rpc/error_details.proto`]);
  const status = types.lookupType('google.rpc.Status').decode(error.metadata.get('grpc-status-details-bin')[0]);
  const detail = status.details.find((any) => any.type_url.endsWith('/google.rpc.BadRequest'));
  for (const fault of types.lookupType('google.rpc.BadRequest').decode(detail.value).fieldViolations) console.log('refused', fault.field, fault.description);
});
process.exit();
