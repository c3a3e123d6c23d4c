// go run . host:port submits two articles, watches their story grow, shows its board, and reads an error.
package main

import (
	"context"
	"fmt"
	"os"

	_ "google.golang.org/genproto/googleapis/rpc/errdetails" // makes details of errors readable
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"

	ingest "sample/onrecord/ingest/v1"
	search "sample/onrecord/search/v1"
	stance "sample/onrecord/stance/v1"
)

func main() {
	// grpc.NewClient and insecure.NewCredentials take the place of these from 1.63 on; Debian's gRPC is older.
	connection, ctx := must(grpc.Dial(os.Args[1], grpc.WithInsecure())), context.Background()
	submit, boards, stories := ingest.NewIngestServiceClient(connection), stance.NewStanceServiceClient(connection), search.NewSearchServiceClient(connection)
	// The watch stands before the article is sent. What broke off is taken up again with the token of the last message that was seen.
	changes := must(stories.WatchStories(ctx, &search.WatchStoriesRequest{}))
	taken := must(submit.SubmitArticle(ctx, &ingest.SubmitArticleRequest{Article: article("Clay Post", said), RequestId: "sample-go-1"}))
	fmt.Println("submitted", taken.ArticleId, taken.Outcome)
	first := next(changes, search.StoryUpdateKind_STORY_UPDATE_KIND_STORY)
	bulk := must(submit.SubmitArticles(ctx))
	bulk.Send(&ingest.SubmitArticlesRequest{Article: article("Potter News", said+" Reed denied that the kilns had to be pulled down."), RequestId: "sample-go-2"})
	fmt.Println("streamed", must(bulk.Recv()).GetAccepted().GetArticleId())
	resumed := must(stories.WatchStories(ctx, &search.WatchStoriesRequest{ResumeToken: first.ResumeToken}))
	fmt.Println("resumed", next(resumed, search.StoryUpdateKind_STORY_UPDATE_KIND_BOARD).Kind)
	for _, claim := range must(boards.GetPositionBoard(ctx, &stance.GetPositionBoardRequest{StoryId: first.Story.StoryId})).Board.Claims {
		for _, stand := range claim.Stands {
			fmt.Println("board", stand.Holder.Entity.GetName()+stand.Holder.Description, stand.Stance, claim.Text)
		}
	}
	_, refusal := submit.SubmitArticle(ctx, &ingest.SubmitArticleRequest{Article: article("Clay Post", "")})
	fmt.Println("refused", status.Convert(refusal).Details())
}
