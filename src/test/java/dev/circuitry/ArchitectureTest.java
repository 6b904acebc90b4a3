package dev.circuitry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of rooms: who may import whom, and which libraries are met where. The README
 * shows it.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.circuitry";

    /** Room to the rooms it may import; every room may import problem and itself. */
    private static final Map<String, String> ROOMS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("problem", ""),
                            Map.entry("random", ""),
                            Map.entry("spec", ""),
                            Map.entry("graph", "spec"),
                            Map.entry("metric", "spec random"),
                            Map.entry("model", "spec random"),
                            Map.entry("rasp", ""),
                            Map.entry("task", "spec random graph metric model rasp"),
                            Map.entry("dataset", "spec"),
                            Map.entry("discovery", "spec random graph"),
                            Map.entry("patching", "spec graph model metric discovery"),
                            Map.entry(
                                    "experiment",
                                    "spec random graph metric model rasp task dataset patching discovery"),
                            Map.entry("bench", "spec graph metric model discovery patching"),
                            Map.entry("export", "spec graph discovery"),
                            Map.entry("drawing", "spec graph discovery export"),
                            Map.entry("database", ""),
                            Map.entry("job", "spec graph discovery experiment dataset database"),
                            Map.entry(
                                    "download",
                                    "spec graph task discovery experiment export drawing job"),
                            Map.entry(
                                    "api",
                                    "spec graph metric task dataset discovery experiment export drawing database job download"),
                            Map.entry(
                                    "cli",
                                    "spec graph metric model task dataset discovery bench experiment export drawing database job download")));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void everyRoomImportsOnlyWhatTheTableAllows() {
        Set<String> strays = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = roomOf(type);
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .filter(target -> !from.isEmpty() && !allows(from, roomOf(target)))
                    .forEach(target -> strays.add(type.getName() + " -> " + target.getName()));
        }
        assertThat(strays).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(CLASSES.stream().map(ArchitectureTest::roomOf).filter(room -> !room.isEmpty()))
                .allMatch(ROOMS::containsKey);
    }

    @Test
    void roomsFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void librariesAreMetOnlyInTheirRooms() {
        onlyIn("ai.djl..", "metric", "model", "patching", "bench", "experiment");
        onlyIn("org.springframework..", "database", "dataset", "job", "api", "cli");
        onlyIn("org.jgrapht..", "graph", "export", "drawing");
        onlyIn("org.eclipse.elk..", "drawing");
    }

    private static void onlyIn(String library, String... rooms) {
        noClasses()
                .that(
                        new DescribedPredicate<>("are outside " + Arrays.toString(rooms)) {
                            @Override
                            public boolean test(JavaClass type) {
                                String room = roomOf(type);
                                return !room.isEmpty() && !Arrays.asList(rooms).contains(room);
                            }
                        })
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static boolean allows(String from, String to) {
        return to.equals(from)
                || to.equals("problem")
                || Arrays.asList(ROOMS.getOrDefault(from, "").split(" ")).contains(to);
    }

    /** The first part of the package below the root; empty for the application itself. */
    private static String roomOf(JavaClass type) {
        String below =
                type.getPackageName()
                        .substring(Math.min(ROOT.length(), type.getPackageName().length()));
        return below.isEmpty() ? "" : below.substring(1).split("\\.")[0];
    }
}
