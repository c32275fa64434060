package io.trawl.e2e.distributed;

import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.LocalStack;
import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to an installation while a job runs, and how it is taken back. The names begin with the ids of the cases. */
enum Fault {
    F1_A_WORKER_IS_KILLED {
        @Override
        void strike(Installation installation, int pick) {
            Part worker = installation.part(Role.WORKER, pick);
            installation.stack().kill(worker);
            after(Installation.LEASE.multipliedBy(2));
            installation.stack().start(worker);
        }
    },
    F2_ALL_WORKERS_ARE_KILLED {
        @Override
        void strike(Installation installation, int pick) {
            restart(installation, Role.WORKER);
        }
    },
    F3_A_WORKER_IS_FROZEN_FOR_THREE_LEASES {
        @Override
        void strike(Installation installation, int pick) {
            freeze(installation, installation.part(Role.WORKER, pick), Installation.LEASE.multipliedBy(3));
        }
    },
    F4_A_WORKER_IS_TOLD_TO_END {
        @Override
        void strike(Installation installation, int pick) {
            Part worker = installation.part(Role.WORKER, pick);
            installation.stack().stop(worker);
            installation.stack().start(worker);
        }
    },
    F8_AN_ORCHESTRATOR_IS_KILLED {
        @Override
        void strike(Installation installation, int pick) {
            Part orchestrator = installation.part(Role.ORCHESTRATOR, pick);
            installation.stack().kill(orchestrator);
            after(Installation.LEASE);
            installation.stack().start(orchestrator);
        }
    },
    F9_AN_ORCHESTRATOR_IS_FROZEN {
        @Override
        void strike(Installation installation, int pick) {
            // The last one: the tests ask the first.
            freeze(
                    installation,
                    installation.stack().parts(Role.ORCHESTRATOR).getLast(),
                    Installation.LEASE.multipliedBy(3));
        }
    },
    F10_THE_BROKER_IS_KILLED {
        @Override
        void strike(Installation installation, int pick) {
            restart(installation, Role.KAFKA);
        }
    },
    F13_ALL_DATA_OF_KAFKA_IS_WIPED {
        @Override
        void strike(Installation installation, int pick) {
            LocalStack stack = installation.stack();
            Part broker = installation.part(Role.KAFKA, 0);
            stack.kill(broker);
            stack.wipeKafka();
            stack.start(broker);
        }
    },
    F15_THE_DATABASE_IS_KILLED {
        @Override
        void strike(Installation installation, int pick) {
            restart(installation, Role.POSTGRES);
        }
    },
    F22_THE_PIPELINER_IS_KILLED_AND_ITS_STATE_DELETED {
        @Override
        void strike(Installation installation, int pick) {
            Part pipeliner = installation.part(Role.PIPELINER, pick);
            installation.stack().kill(pipeliner);
            delete(installation.stack().home(pipeliner).resolve("state"));
            installation.stack().start(pipeliner);
        }
    },
    F23_THE_PIPELINER_IS_AWAY_AND_DIES_AT_EACH_START {
        @Override
        void strike(Installation installation, int pick) {
            Part pipeliner = installation.part(Role.PIPELINER, pick);
            installation.stack().kill(pipeliner);
            installation.awaitStandstillThatIsShown();
            for (int life = 0; life < 2; life++) {
                installation.stack().start(pipeliner);
                after(Installation.LEASE.dividedBy(4));
                installation.stack().kill(pipeliner);
            }
            installation.stack().start(pipeliner);
        }

        /** Later there may be nothing left that would wait for it. */
        @Override
        String phase(String picked) {
            return "inspect";
        }
    },
    F24_MESSAGES_COME_AGAIN_LATE_AND_OUT_OF_ORDER {
        @Override
        void strike(Installation installation, int pick) {
            installation.replay(pick);
        }
    },
    F25_EVERY_PART_IS_RESTARTED_IN_TURN {
        @Override
        void strike(Installation installation, int pick) {
            LocalStack stack = installation.stack();
            List<Part> parts = new ArrayList<>(stack.parts());
            // Whichever is first has the whole job before it.
            Collections.rotate(parts, pick);
            for (Part part : parts) {
                stack.stop(part);
                stack.start(part);
                stack.awaitReady(part);
            }
        }
    },
    F22_THE_PIPELINER_IS_FROZEN {
        @Override
        void strike(Installation installation, int pick) {
            freeze(installation, installation.part(Role.PIPELINER, pick), Installation.LEASE.multipliedBy(2));
        }
    },
    G1_EVERYTHING_IS_KILLED {
        @Override
        void strike(Installation installation, int pick) {
            LocalStack stack = installation.stack();
            stack.parts().forEach(stack::kill);
            stack.parts().forEach(stack::start);
        }
    };

    /** Returns when the fault is over: what was killed is started again, what was frozen goes on. */
    abstract void strike(Installation installation, int pick);

    /** When to strike: while this phase is under way. */
    String phase(String picked) {
        return picked;
    }

    private static void restart(Installation installation, Role role) {
        List<Part> parts = installation.stack().parts(role);
        parts.forEach(installation.stack()::kill);
        parts.forEach(installation.stack()::start);
    }

    private static void freeze(Installation installation, Part part, Duration time) {
        installation.signal(part, "STOP");
        after(time);
        installation.signal(part, "CONT");
    }

    private static void after(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
