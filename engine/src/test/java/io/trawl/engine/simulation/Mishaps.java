package io.trawl.engine.simulation;

import io.trawl.engine.testkit.LedgerSnapshot;

/** What may befall a process at any call it makes: it dies there, or stands still and goes on later. */
sealed interface Mishaps {
    /** A place where the thread may be interrupted. */
    void at(Life thread, String place);

    /** So long a lost or idle connection keeps its lock. */
    long LOCK_HELD_MS = 3_000;

    /** Nothing ever happens to users. */
    record None() implements Mishaps {
        @Override
        public void at(Life thread, String place) {}
    }

    /** @param death what is done about the dead process; its threads end by themselves */
    record OfProcess(World world, Fault crash, Fault freeze, Runnable death) implements Mishaps {
        @Override
        public void at(Life thread, String place) {
            if (!thread.alive()) {
                throw new Killed();
            }
            Chaos chaos = world.chaos();
            if (chaos.considers(crash) && mayHurt() && chaos.count(crash)) {
                world.say(thread, "dies at " + place);
                die(thread);
            }
            if (world.timeline().canWait() && chaos.considers(freeze) && mayHurt() && chaos.count(freeze)) {
                long still = chaos.standstill(1_000, 16_000);
                world.say(thread, "is frozen at " + place + " for " + still + " ms");
                freeze(thread, still);
                world.timeline().pass(thread, 0);
                world.say(thread, "goes on at " + place);
            }
        }

        void freeze(Life thread, long millis) {
            thread.freeze(world.timeline().now() + millis);
            if (freeze == Fault.ORCHESTRATOR_FROZEN) {
                // Its connection is found to be idle.
                world.deposeAfter(LOCK_HELD_MS);
            }
        }

        void die(Life thread) {
            thread.kill();
            death.run();
            throw new Killed();
        }

        /**
         * A task that runs alone is being tested for killing its workers: were they killed by chance meanwhile, an
         * innocent record would rightly be blamed, and nothing could be expected of the receipt.
         */
        private boolean mayHurt() {
            return crash != Fault.WORKER_CRASHED || !world.soloTaskOpen();
        }
    }

    static boolean solo(LedgerSnapshot.Task task) {
        return !task.state().terminal() && task.failures().solo();
    }
}
