# One image for every role; the role is the command: docker run trawl orchestrator …
#
#   docker build -t trawl .                        from the sources, with Maven inside
#   docker build -t trawl --target from-jar .      from cli/target/trawl.jar, after ./trawl --version has built it
#
# Nothing here needs BuildKit. A builder without it runs every stage above the wanted one: so from-jar must bear that
# there is no jar, and its image then says that there is none.
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-25
ARG JRE_IMAGE=eclipse-temurin:25-jre

# What all images have, however the jar was made.
FROM ${JRE_IMAGE} AS runtime
# An entry in the list of users: the embedded PostgreSQL of `trawl scan` and `trawl serve` asks for its own name.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/trawl --shell /usr/sbin/nologin trawl \
 && mkdir -p /opt/trawl /var/lib/trawl/installation \
 && chown -R trawl:trawl /var/lib/trawl \
 && chmod 700 /var/lib/trawl /var/lib/trawl/installation \
 && ln -s /opt/trawl/trawl /usr/local/bin/trawl
COPY LICENSE trawl docker/healthy /opt/trawl/
ENV TRAWL_DATA_DIR=/var/lib/trawl \
    TRAWL_HEALTH_PORT=8080 \
    TRAWL_JAVA_OPTS="-XX:MaxRAMPercentage=70" \
    LC_ALL=C.UTF-8
WORKDIR /var/lib/trawl
# By number, so that an orchestrator of containers can tell that it is not root.
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["/opt/trawl/healthy"]
ENTRYPOINT ["/opt/trawl/trawl"]
CMD ["--help"]

# Libraries change seldom, Trawl often: a layer each.
FROM ${JRE_IMAGE} AS jar
WORKDIR /jar
COPY LICENSE cli/target/trawl.ja[r] ./
RUN mkdir -p layers/dependencies layers/snapshot-dependencies layers/application \
 && if [ -f trawl.jar ]; then java -Djarmode=tools -jar trawl.jar extract --layers --force --destination layers; fi

FROM runtime AS from-jar
COPY --from=jar /jar/layers/dependencies/ /opt/trawl/
COPY --from=jar /jar/layers/snapshot-dependencies/ /opt/trawl/
COPY --from=jar /jar/layers/application/ /opt/trawl/

FROM ${MAVEN_IMAGE} AS sources
WORKDIR /src
COPY . .
RUN mvn -B -ntp -q -DskipTests -Dspotless.check.skip -Dmdep.analyze.skip -pl cli -am package \
 && mkdir -p layers/snapshot-dependencies \
 && java -Djarmode=tools -jar cli/target/trawl.jar extract --layers --force --destination layers

FROM runtime AS from-source
COPY --from=sources /src/layers/dependencies/ /opt/trawl/
COPY --from=sources /src/layers/snapshot-dependencies/ /opt/trawl/
COPY --from=sources /src/layers/application/ /opt/trawl/
