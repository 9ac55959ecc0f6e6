# The node as a small image: built with the SDK, run on the chiseled ASP.NET Core image, which has no shell and no root.
FROM mcr.microsoft.com/dotnet/sdk:10.0.100-noble AS build
WORKDIR /source

# Packages first: this layer changes only with the project files.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY eng/ eng/
COPY Snapshotter.Api/Snapshotter.Api.csproj Snapshotter.Api/
COPY Snapshotter.Computes/Snapshotter.Computes.csproj Snapshotter.Computes/
COPY Snapshotter.Core/Snapshotter.Core.csproj Snapshotter.Core/
COPY Snapshotter.Ethereum/Snapshotter.Ethereum.csproj Snapshotter.Ethereum/
COPY Snapshotter.Network/Snapshotter.Network.csproj Snapshotter.Network/
RUN dotnet restore Snapshotter.Api

COPY appsettings.json ./
COPY config/ config/
COPY samples/ samples/
COPY contracts/ contracts/
COPY Snapshotter.Api/ Snapshotter.Api/
COPY Snapshotter.Computes/ Snapshotter.Computes/
COPY Snapshotter.Core/ Snapshotter.Core/
COPY Snapshotter.Ethereum/ Snapshotter.Ethereum/
COPY Snapshotter.Network/ Snapshotter.Network/
RUN dotnet publish Snapshotter.Api --no-restore --configuration Release --output /app
# The runtime image has no shell to make the folder with.
RUN mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0.0-noble-chiseled
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# The app's folder and everything else may be mounted read-only; all that is written goes to /data.
ENV SNAPSHOTTER_Api__Host=0.0.0.0 SNAPSHOTTER_Storage__Folder=/data SNAPSHOTTER_Telemetry__LogFormat=Json DOTNET_EnableDiagnostics=0
USER $APP_UID
VOLUME /data
EXPOSE 8002
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=3 CMD ["/app/snapshotter", "health"]
ENTRYPOINT ["/app/snapshotter"]
CMD ["run"]
