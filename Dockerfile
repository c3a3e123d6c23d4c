# One file for every program: docker build --build-arg SERVICE=Entity -t onrecord-entity .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY languages languages
COPY protos protos
COPY services services
COPY docs/configuration.md docs/quality.md docs/
COPY tools/Terminal tools/Terminal
ARG VERSION=0.0.0-dev
# All programs in one layer: the images share it.
RUN for service in Ingest Entity Stance Search Console Standalone; do \
      dotnet publish "services/$service" --configuration Release -p:Version="$VERSION" -p:WithDashboard=false --output "/app/$service" || exit 1; \
    done

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG SERVICE=Standalone
ARG VERSION=0.0.0-dev
ARG REVISION=
LABEL org.opencontainers.image.title="onrecord-$SERVICE" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.description="OnRecord: for every story, who is on record saying what"
ENV SERVICE=$SERVICE \
    Listen__Grpc=*:8081 \
    Listen__Http=*:8080 \
    Listen__Health=127.0.0.1:8082 \
    Storage__Folder=/data
COPY --from=build /app/$SERVICE /app
RUN mkdir /data && chown $APP_UID /data
VOLUME /data
USER $APP_UID
WORKDIR /app
EXPOSE 8080 8081
# The image has bash, but neither curl nor wget. The port is for this alone, and answers whatever TLS the others ask for.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8082 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
# exec: the program gets SIGTERM itself, and drains.
ENTRYPOINT ["sh", "-c", "exec dotnet \"OnRecord.$SERVICE.dll\" \"$@\"", "onrecord"]
