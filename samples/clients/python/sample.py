"""python3 sample.py [host:port]: submits two articles, watches their story grow, shows its board, and reads an error."""
import sys
import time

import grpc
from google.rpc import error_details_pb2, status_pb2
from onrecord.common.v1 import common_pb2 as common
from onrecord.ingest.v1 import ingest_pb2 as ingest, ingest_pb2_grpc
from onrecord.search.v1 import search_pb2 as search, search_pb2_grpc
from onrecord.stance.v1 import stance_pb2 as stance, stance_pb2_grpc

channel = grpc.insecure_channel(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:7100")
submit, boards, stories = ingest_pb2_grpc.IngestServiceStub(channel), stance_pb2_grpc.StanceServiceStub(channel), search_pb2_grpc.SearchServiceStub(channel)
SAID = "The orchestra of Pellmouth has found its stolen violin, director Ida Crane confirmed on Wednesday. The museum of Pellmouth denied that it had bought the violin."

def article(outlet, text):
    return ingest.ArticleInput(outlet=outlet, title="Stolen violin found in Pellmouth", text=text, publish_time={"seconds": int(time.time())})

# The watch stands before the article is sent. What broke off is taken up again with the token of the last message that was seen.
changes = stories.WatchStories(search.WatchStoriesRequest(), timeout=300)
taken = submit.SubmitArticle(ingest.SubmitArticleRequest(article=article("Pier Gazette", SAID), request_id="sample-python-1"), timeout=60)
print("submitted", taken.article_id, ingest.SubmitOutcome.Name(taken.outcome))
first = next(change for change in changes if change.kind == search.STORY_UPDATE_KIND_STORY)
changes.cancel()
more = ingest.SubmitArticlesRequest(article=article("Tide Journal", SAID + " Crane declined to comment on the thief."), request_id="sample-python-2")
for result in submit.SubmitArticles(iter([more]), timeout=60):
    print("streamed", result.accepted.article_id or result.failure.message)
resumed = stories.WatchStories(search.WatchStoriesRequest(resume_token=first.resume_token), timeout=300)
print("resumed", search.StoryUpdateKind.Name(next(change.kind for change in resumed if change.kind == search.STORY_UPDATE_KIND_BOARD)))
for claim in boards.GetPositionBoard(stance.GetPositionBoardRequest(story_id=first.story.story_id), timeout=60).board.claims:
    for stand in claim.stands:
        print("board", stand.holder.entity.name or stand.holder.description, common.Stance.Name(stand.stance), claim.text)
try:
    submit.SubmitArticle(ingest.SubmitArticleRequest(article={"text": ""}), timeout=60)
except grpc.RpcError as error:
    status, bad = status_pb2.Status(), error_details_pb2.BadRequest()
    status.ParseFromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    if any(detail.Unpack(bad) for detail in status.details):
        print("\n".join(f"refused {fault.field} {fault.description}" for fault in bad.field_violations))
