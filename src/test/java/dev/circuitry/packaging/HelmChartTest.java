package dev.circuitry.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as Helm renders it for the values that labs have. */
class HelmChartTest {
    private static final String AS_IT_COMES = "{}";
    private static final String ON_THE_CPU =
            """
            workers: {gpus: 0, replicas: 4, resources: {requests: {cpu: 2, memory: 8Gi}}}
            models: {volume: {persistentVolumeClaim: {claimName: models, readOnly: true}}}
            """;
    private static final String TWO_GPUS_EACH =
            """
            image: {repository: registry.lab/circuitry, tag: 1.2.3, pullSecrets: [registry]}
            database: {url: 'jdbc:postgresql://db.lab:5433/circuitry?sslmode=verify-full', existingSecret: lab-db}
            workers:
              gpus: 2
              replicas: 3
              nodeSelector: {nvidia.com/gpu.product: A100}
              tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
              terminationGracePeriodSeconds: 90
            allowedPeers: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
            settings: {CIRCUITRY_JOBS_RETENTION: 90d}
            """;
    private static final String OPEN = "{allowOpen: true, api: {replicas: 1}}";

    private static final String POD = "$.spec.template.spec";
    private static final String CONTAINER = POD + ".containers[0]";

    @ParameterizedTest
    @ValueSource(strings = {AS_IT_COMES, ON_THE_CPU, TWO_GPUS_EACH, OPEN})
    void everyObjectIsNamedAndSelected(String values) {
        var manifests = Manifest.rendered(values);
        assertThat(manifests)
                .hasSize(values.equals(OPEN) ? 3 : 4)
                .allSatisfy(
                        manifest -> {
                            assertThat(manifest.name()).startsWith("lab-circuitry");
                            assertThat(manifest.<String>at("$.apiVersion"))
                                    .isIn("v1", "apps/v1", "networking.k8s.io/v1");
                        });
        assertThat(manifests.stream().map(Manifest::toString)).doesNotHaveDuplicates();
        var labelsOfPods = new TreeSet<String>();
        for (String role : List.of("api", "worker")) {
            var deployment = Manifest.one(manifests, "Deployment", "-" + role);
            Map<String, String> labels = deployment.at("$.spec.template.metadata.labels");
            assertThat(labels)
                    .containsAllEntriesOf(deployment.at("$.spec.selector.matchLabels"))
                    .containsEntry("app.kubernetes.io/component", role);
            labelsOfPods.add(deployment.at("$.spec.selector.matchLabels").toString());
        }
        assertThat(labelsOfPods).as("no pod belongs to two deployments").hasSize(2);
        var api = Manifest.one(manifests, "Deployment", "-api");
        var service = Manifest.one(manifests, "Service", "");
        assertThat(service.<Object>at("$.spec.selector"))
                .isEqualTo(api.at("$.spec.selector.matchLabels"));
        assertThat(api.<List<String>>at(CONTAINER + ".ports[*].name"))
                .containsAll(service.<List<String>>at("$.spec.ports[*].targetPort"));
    }

    @ParameterizedTest
    @ValueSource(strings = {AS_IT_COMES, ON_THE_CPU, TWO_GPUS_EACH, OPEN})
    void everyPodIsProbedAndLocked(String values) {
        for (String role : List.of("api", "worker")) {
            var pod = Manifest.one(Manifest.rendered(values), "Deployment", "-" + role);
            assertThat(pod.variable("CIRCUITRY_ROLE")).isEqualTo(role);
            assertThat(pod.<String>at(CONTAINER + ".livenessProbe.httpGet.path"))
                    .isEqualTo("/actuator/health/liveness");
            assertThat(pod.<String>at(CONTAINER + ".readinessProbe.httpGet.path"))
                    .isEqualTo(
                            "/actuator/health/" + (role.equals("api") ? "readiness" : "selftest"));
            assertThat(pod.<List<String>>at(CONTAINER + "..httpGet.port")).containsOnly("http");
            assertThat(pod.<Boolean>at(CONTAINER + ".securityContext.readOnlyRootFilesystem"))
                    .isTrue();
            assertThat(pod.<Boolean>at(POD + ".securityContext.runAsNonRoot")).isTrue();
            assertThat(pod.<List<String>>at(CONTAINER + ".securityContext.capabilities.drop"))
                    .containsExactly("ALL");
            List<String> mounted = pod.at(CONTAINER + ".volumeMounts[*].name");
            assertThat(pod.<List<String>>at(POD + ".volumes[*].name"))
                    .containsExactlyInAnyOrderElementsOf(mounted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {AS_IT_COMES, ON_THE_CPU, TWO_GPUS_EACH, OPEN})
    void theDatabaseIsNamedAndItsSecretOnlyReferredTo(String values) {
        boolean ours = values.equals(TWO_GPUS_EACH);
        for (String role : List.of("api", "worker")) {
            var pod = Manifest.one(Manifest.rendered(values), "Deployment", "-" + role);
            assertThat(pod.variable("SPRING_DATASOURCE_URL")).startsWith("jdbc:postgresql://");
            List<Map<String, Object>> secret =
                    pod.at(CONTAINER + ".env[?(@.name =~ /.*(USERNAME|PASSWORD)/)]");
            assertThat(secret)
                    .hasSize(2)
                    .allSatisfy(variable -> assertThat(variable).doesNotContainKey("value"));
            assertThat(pod.<List<String>>at(CONTAINER + ".env[*].valueFrom.secretKeyRef.name"))
                    .containsOnly(ours ? "lab-db" : "circuitry-database");
        }
        assertThat(Manifest.rendered(values).toString()).doesNotContain("kind=Secret");
    }

    @Test
    void workersHaveTheGpusThatTheyAreToldToUse() {
        var manifests = Manifest.rendered(TWO_GPUS_EACH);
        var worker = Manifest.one(manifests, "Deployment", "-worker");
        assertThat(worker.<Map<String, Object>>at(CONTAINER + ".resources.limits"))
                .containsEntry("nvidia.com/gpu", 2);
        assertThat(worker.variable("CIRCUITRY_WORKERS_DEVICES")).isEqualTo("cuda:0,cuda:1");
        assertThat(worker.<String>at(CONTAINER + ".image"))
                .isEqualTo("registry.lab/circuitry:1.2.3-cuda");
        assertThat(worker.<Map<String, String>>at(POD + ".nodeSelector"))
                .containsEntry("nvidia.com/gpu.product", "A100");
        assertThat(worker.<List<String>>at(POD + ".tolerations[*].key"))
                .containsExactly("nvidia.com/gpu");
        assertThat(worker.variable("CIRCUITRY_JOBS_RETENTION")).isEqualTo("90d");

        var api = Manifest.one(manifests, "Deployment", "-api");
        assertThat(api.<String>at(CONTAINER + ".image")).isEqualTo("registry.lab/circuitry:1.2.3");
        assertThat(api.<Object>at(CONTAINER + ".resources").toString()).doesNotContain("nvidia");
        assertThat(api.<Object>at(POD + ".nodeSelector")).isNull();
        assertThat(api.variable("CIRCUITRY_WORKERS_DEVICES")).isEqualTo("cuda:0,cuda:1");
    }

    @Test
    void workersOnTheCpuAskForNoGpu() {
        var worker = Manifest.one(Manifest.rendered(ON_THE_CPU), "Deployment", "-worker");
        assertThat(worker.variable("CIRCUITRY_WORKERS_DEVICES")).isEqualTo("cpu");
        assertThat(worker.<String>at(CONTAINER + ".image")).doesNotContain("cuda");
        assertThat(worker.toString()).doesNotContain("nvidia.com/gpu");
        assertThat(worker.<Integer>at("$.spec.replicas")).isEqualTo(4);
        assertThat(worker.<List<String>>at(POD + ".volumes[*].persistentVolumeClaim.claimName"))
                .containsExactly("models");
    }

    @Test
    void anUpgradeLetsRunsEndAStepAndWaitsForNoSpareGpu() {
        var manifests = Manifest.rendered(AS_IT_COMES);
        var worker = Manifest.one(manifests, "Deployment", "-worker");
        assertThat(worker.<Integer>at(POD + ".terminationGracePeriodSeconds")).isEqualTo(60);
        assertThat(worker.<Integer>at("$.spec.strategy.rollingUpdate.maxSurge")).isZero();
        var api = Manifest.one(manifests, "Deployment", "-api");
        assertThat(api.<Integer>at("$.spec.replicas")).isEqualTo(2);
        assertThat(api.<Integer>at("$.spec.strategy.rollingUpdate.maxUnavailable")).isZero();
        assertThat(api.<List<String>>at(CONTAINER + ".lifecycle.preStop.exec.command"))
                .containsExactly("sleep", "5");
    }

    @Test
    void strangersAreKeptOutUnlessSomeoneVouches() {
        var closed = Manifest.one(Manifest.rendered(TWO_GPUS_EACH), "NetworkPolicy", "");
        var worker = Manifest.one(Manifest.rendered(TWO_GPUS_EACH), "Deployment", "-worker");
        assertThat(worker.<Map<String, String>>at("$.spec.template.metadata.labels"))
                .containsAllEntriesOf(closed.at("$.spec.podSelector.matchLabels"));
        assertThat(closed.<List<Object>>at("$.spec.ingress[0].from")).hasSize(2);
        assertThat(Manifest.rendered(OPEN).toString()).doesNotContain("NetworkPolicy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {database: {password: x}}                                     | password
                    {database: {url: 'jdbc:postgresql://h/d?user=u&password=x'}}  | url
                    {database: {url: 'postgres://h/d'}}                           | url
                    {database: {existingSecret: ''}}                              | existingSecret
                    {settings: {SPRING_DATASOURCE_PASSWORD: x}}                   | SPRING_DATASOURCE_PASSWORD
                    {settings: {CIRCUITRY_ROLE: all}}                             | CIRCUITRY_ROLE
                    {settings: {circuitry.jobs.retention: 90d}}                   | circuitry.jobs.retention
                    {workers: {gpus: -1}}                                         | gpus
                    {workers: {gpus: one}}                                        | gpus
                    {workers: {terminationGracePeriodSeconds: 10}}                | terminationGracePeriodSeconds
                    {workers: {resources: {limits: {nvidia.com/gpu: 1}}}}         | nvidia.com/gpu
                    {workers: {resources: {limits: {memory: 16 GB}}}}             | memory
                    {worker: {gpus: 1}}                                           | worker
                    {api: {replica: 1}}                                           | replica
                    {models: {volume: {hostPath: {path: /m}, emptyDir: {}}}}      | volume
                    {allowedPeers: [monitoring]}                                  | allowedPeers
                    {allowOpen: 'yes'}                                            | allowOpen
                    """)
    void badValuesAreRefusedByName(String values, String named) {
        assertThatThrownBy(() -> Manifest.rendered(values))
                .hasMessageContaining("schema")
                .hasMessageContaining(named);
    }

    @Test
    void lintFindsNothing() {
        var lint = Manifest.CHART.lint().strict().call();
        assertThat(lint.isFailed()).isFalse();
        assertThat(lint.getMessages())
                .noneMatch(message -> message.contains("WARNING") || message.contains("ERROR"));
    }

    @Test
    void theNotesTellHowToPostTheFirstJob() {
        var release =
                Manifest.CHART
                        .install()
                        .clientOnly()
                        .withName("lab")
                        .withNamespace("interpretability")
                        .call();
        assertThat(release.getOutput())
                .contains("port-forward service/lab-circuitry 8080:80")
                .contains("\"task\": \"tracr-reverse\"")
                .contains("create secret generic circuitry-database")
                .contains("NetworkPolicy lets in the pods of the namespace interpretability");
    }

    @Test
    void theChartIsOfTheVersionThatIsBuilt() throws IOException {
        var chart = Manifest.parsed(Files.readString(Path.of("helm/circuitry/Chart.yaml"))).get(0);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains(
                        "<artifactId>circuitry</artifactId>\n  <version>"
                                + chart.<String>at("$.appVersion")
                                + "</version>");
    }
}
