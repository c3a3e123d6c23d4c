package main

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	ingest "sample/onrecord/ingest/v1"
	search "sample/onrecord/search/v1"
)

const said = "The kilns of Claymouth broke the rules on smoke, inspector Ivy Reed said on Thursday. Potters rejected the charge."

func article(outlet, text string) *ingest.ArticleInput {
	return &ingest.ArticleInput{Outlet: outlet, Title: "Kilns of Claymouth broke the rules on smoke", Content: &ingest.ArticleInput_Text{Text: text}, PublishTime: timestamppb.Now()}
}

// next is the next change of a kind.
func next(changes search.SearchService_WatchStoriesClient, kind search.StoryUpdateKind) *search.WatchStoriesResponse {
	change := must(changes.Recv())
	for change.Kind != kind {
		change = must(changes.Recv())
	}
	return change
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
