# oldhand for one village, with its database beside it: see compose.yaml.

FROM golang:1.26-trixie AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o oldhand ./cmd/oldhand

FROM debian:trixie-slim
# pg_dump and psql for `oldhand backup` and `restore`, of the version of compose.yaml's database; curl for the health check.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl postgresql-client-17 && rm -rf /var/lib/apt/lists/* \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY LICENSE NOTICE /usr/share/doc/oldhand/
COPY --from=build /src/oldhand /usr/local/bin/oldhand
USER 10001:10001
ENV OLDHAND_DATA_DIR=/data OLDHAND_LISTEN=0.0.0.0:8080 OLDHAND_METRICS_LISTEN=127.0.0.1:9100
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m CMD ["curl", "--fail", "--silent", "http://127.0.0.1:9100/healthz"]
ENTRYPOINT ["oldhand"]
CMD ["serve"]
