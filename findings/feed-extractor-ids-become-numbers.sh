#!/usr/bin/env bash
# @extractus/feed-extractor 8.0.3 (npm) reads what looks like a number as one: guids of many digits are rounded, so that different
# items of a valid RSS feed get one id, and the titles "007" and "1e3" become "7" and "1000".
#
# Seen with Node 20: ids 1.2345678901234568e+22 for …0123 and …0124. Expected: the text of the elements; a guid is an opaque string (RSS 2.0).
# Exit 0 while that is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"name":"finding","version":"1.0.0","type":"module","private":true}' > package.json
npm install --no-audit --no-fund --silent @extractus/feed-extractor@8.0.3

cat > run.js <<'JS'
import { extractFromXml } from '@extractus/feed-extractor'

const item = (title, guid) =>
  `<item><title>${title}</title><link>https://courier.example/${guid}</link><guid isPermaLink="false">${guid}</guid><description>Text.</description></item>`
const feed = extractFromXml(`<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>https://courier.example/</link><description>News</description>
${item('007', '12345678901234567890123')}${item('1e3', '12345678901234567890124')}</channel></rss>`)
const seen = feed.entries.map(entry => `${entry.id} ${entry.title}`)
console.log(seen.join('\n'))
process.exit(seen[0] === '1.2345678901234568e+22 7' && seen[1] === '1.2345678901234568e+22 1000' ? 0 : 1)
JS
node run.js
