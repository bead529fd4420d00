# docker build -t homeport . && docker run --rm -p 8080:8080 -p 8443:8443 -v homeport:/var/lib/homeport homeport

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY contract contract
COPY src src
RUN python -m venv /opt/homeport && /opt/homeport/bin/pip install --no-cache-dir '.[s3]'

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/homeport homeport
COPY --from=build /opt/homeport /opt/homeport
ENV PATH=/opt/homeport/bin:$PATH HOMEPORT_DATA=/var/lib/homeport
USER 10001
VOLUME /var/lib/homeport
EXPOSE 8080 8443
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/_homeport/health', timeout=2)"]
ENTRYPOINT ["homeport"]
CMD ["serve", "--host", "0.0.0.0", "--public"]
