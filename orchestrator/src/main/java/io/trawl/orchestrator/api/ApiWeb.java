package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.Callers;
import io.trawl.orchestrator.access.Oidc;
import io.trawl.orchestrator.access.OidcSettings;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.schemas.Json;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the web server is made of. The list of auto-configurations is closed: none is found by looking at the class path,
 * so a library that arrives there neither opens a port nor looks for a database.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthContributorAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    AvailabilityHealthContributorAutoConfiguration.class,
    AvailabilityProbesAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    InfoEndpointAutoConfiguration.class,
})
class ApiWeb {
    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }

    @Bean
    StatusWait statusWait(ApiParts parts) {
        return new StatusWait(parts.jobs(), System::nanoTime, StatusWait.MAX_WAITING);
    }

    @Bean
    StartController startController(ApiConfig config, ApiParts parts) {
        return new StartController(
                parts.jobs(),
                new StartGate(parts.readiness(), config.limits().jobsAtStandstill()),
                parts.host().traces());
    }

    @Bean
    StatusController statusController(StatusWait statuses) {
        return new StatusController(statuses);
    }

    @Bean
    JobsController jobsController(ApiParts parts) {
        return new JobsController(parts.jobs(), parts.deliveries());
    }

    @Bean
    JobEvents jobEvents(ApiParts parts) {
        return new JobEvents(parts.jobs(), System::nanoTime, JobEvents.MAX_STREAMS);
    }

    @Bean
    EventsController eventsController(JobEvents events) {
        return new EventsController(events);
    }

    @Bean
    VerbsController verbsController(ApiParts parts) {
        return new VerbsController(parts.jobs());
    }

    @Bean
    FleetController fleetController(ApiParts parts) {
        return new FleetController(parts.host().fleet());
    }

    @Bean
    SourcesController sourcesController(ApiParts parts) {
        return new SourcesController(parts.sources());
    }

    @Bean
    SitesController sitesController(ApiParts parts) {
        return new SitesController(parts.host().sites());
    }

    @Bean
    InstallationController installationController(ApiParts parts) {
        return new InstallationController(parts.host().installation());
    }

    @Bean
    SchedulesController schedulesController(ApiParts parts) {
        return new SchedulesController(parts.schedules());
    }

    @Bean
    WorkersController workersController(ApiParts parts) {
        return new WorkersController(parts.host().workers(), parts.host().traces());
    }

    @Bean
    OpenApiController openApiController() {
        return new OpenApiController();
    }

    @Bean
    Tokens tokens(ApiParts parts) {
        return new Tokens(parts.access().tokens(), InstantSource.system(), new SecureRandom());
    }

    @Bean
    Auditor auditor(ApiConfig config, ApiParts parts) {
        return new Auditor(parts.access().audit(), InstantSource.system(), config.tenant());
    }

    @Bean
    Callers callers(ApiConfig config, Tokens tokens) {
        OidcSettings oidc = config.access().oidc();
        return new Callers(
                tokens,
                oidc == null ? null : new Oidc(oidc, config.tenant()),
                config.access().token(),
                config.tenant());
    }

    @Bean
    TokensController tokensController(Tokens tokens) {
        return new TokensController(tokens);
    }

    @Bean
    AuditController auditController(ApiParts parts) {
        return new AuditController(parts.access().audit());
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(ApiConfig config, Callers callers, Auditor auditor) {
        FilterRegistrationBean<AccessFilter> filter =
                new FilterRegistrationBean<>(new AccessFilter(config, callers, auditor));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RateFilter> rateFilter(ApiConfig config) {
        FilterRegistrationBean<RateFilter> filter =
                new FilterRegistrationBean<>(new RateFilter(config.limits(), System::nanoTime));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<JobIdInLogs> jobIdInLogs(ApiParts parts) {
        FilterRegistrationBean<JobIdInLogs> filter =
                new FilterRegistrationBean<>(new JobIdInLogs(parts.host().traces()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebMvcConfigurer problems(Auditor auditor) {
        return new WebMvcConfigurer() {
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.addFirst(new ProblemResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new Gate(auditor));
            }
        };
    }

    /** Asked last. Without it the framework writes a line to the log for every path that somebody tries. */
    @Bean
    SimpleUrlHandlerMapping unknownPaths() {
        HttpRequestHandler nothing = (request, response) -> {
            throw ProblemResolver.unknownPath();
        };
        return new SimpleUrlHandlerMapping(Map.of("/**", nothing), Ordered.LOWEST_PRECEDENCE);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve() {
        return factory -> factory.addContextCustomizers(
                context -> ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName()));
    }

    @Bean
    ServiceHealth serviceHealthIndicator(ApiParts parts) {
        return new ServiceHealth(parts.readiness());
    }

    @Bean
    MetricsEndpoint metricsEndpoint(ApiParts parts) {
        return new MetricsEndpoint(parts.metrics());
    }

    @Bean
    InfoContributor version(ApiParts parts) {
        return info -> info.withDetail("version", parts.version());
    }
}
