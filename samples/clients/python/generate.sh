#!/usr/bin/env bash
# Makes Python code of the contracts in ./onrecord and ./google. Needs the package grpcio-tools, or protoc with grpc_python_plugin.
set -euo pipefail
cd "$(dirname "$0")"
protos=../../../protos
if python3 -c 'import grpc_tools' 2>/dev/null; then protoc=(python3 -m grpc_tools.protoc)
else protoc=(protoc "--plugin=protoc-gen-grpc_python=$(command -v grpc_python_plugin)"); fi
"${protoc[@]}" -I "$protos" --python_out=. --grpc_python_out=. $(cd "$protos" && find google onrecord -name '*.proto')
