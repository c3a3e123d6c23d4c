#!/usr/bin/env bash
# Makes Go code of the contracts in ./onrecord, as packages of the module "sample". Needs protoc, protoc-gen-go and protoc-gen-go-grpc.
set -euo pipefail
cd "$(dirname "$0")"
protos=../../../protos
files=$(cd "$protos" && find onrecord -name '*.proto')
packages=$(for file in $files; do printf ',M%s=sample/%s' "$file" "${file%/*}"; done)
protoc -I "$protos" --go_out=. "--go_opt=paths=source_relative$packages" --go-grpc_out=. "--go-grpc_opt=paths=source_relative$packages" $files
