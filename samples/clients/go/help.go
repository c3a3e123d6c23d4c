package main

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	ingest "sample/onrecord/ingest/v1"
	search "sample/onrecord/search/v1"
)

const said = "Mayor Ivy Reed said on Monday that the kilns of Claymouth will close. Potters rejected the closure."

func article(outlet, text string) *ingest.ArticleInput {
	return &ingest.ArticleInput{Outlet: outlet, Title: "Kilns of Claymouth to close", Content: &ingest.ArticleInput_Text{Text: text}, PublishTime: timestamppb.Now()}
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
