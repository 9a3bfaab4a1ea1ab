# A static program on nothing:
#   docker build -t planlint . && docker run --rm -v "$PWD:/plans:ro" planlint check
#   docker run --rm -u "$(id -u)" -v "$PWD:/plans" planlint check --output html=plans.html
# There is no git in it, so --changed and --staged want an image of your own with this program.
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /src/target/release/planlint /planlint
WORKDIR /plans
USER 65534:65534
ENTRYPOINT ["/planlint"]
CMD ["check"]
