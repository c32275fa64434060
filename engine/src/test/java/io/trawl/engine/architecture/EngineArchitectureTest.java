package io.trawl.engine.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.trawl.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {
    /** The rules run in memory, in Kafka Streams and in tests alike: they know neither Spring nor Kafka nor JDBC. */
    @ArchTest
    static final ArchRule shouldDependOnTheJdkAndTheSchemasOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.trawl.schemas..", "io.trawl.engine..", "org.jspecify..");
}
