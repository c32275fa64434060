package io.trawl.engine.simulation;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Workloads;

/** Submits a job, with the same key until there is an answer, and may cancel it later. */
final class SimUser {
    static final String TENANT = "default";

    private final World world;
    private final Life life;
    private final SimJob job;
    private final JobService service;
    private int busy;

    SimUser(World world, SimJob job, Workloads workloads) {
        this.world = world;
        this.job = job;
        this.life = Life.process("user " + job);
        FaultyLedger ledger = new FaultyLedger(world, life, new Mishaps.None());
        this.service = new LocalJobService(ledger, workloads, world::newId, new Waits(), () -> {}, _ -> {});
    }

    void submitAfter(long millis) {
        world.timeline().after(millis, life, this::submit);
    }

    void cancelAfter(long millis) {
        world.timeline().after(millis, life, this::cancel);
    }

    private void submit() {
        boolean again = world.chaos().chance(0.2);
        try {
            job.answered(service.start(TENANT, job.request(), job.key()).jobId());
        } catch (LedgerUnavailable e) {
            again = true;
        } catch (InvalidJob e) {
            throw new IllegalStateException(e);
        }
        // Also after an answer: a user whose connection broke does not know that there was one.
        if (again && (job.id() == null || !world.chaos().over())) {
            submitAfter(world.chaos().between(100, 5_000));
        }
    }

    void pauseAfter(long millis, boolean now) {
        busy++;
        world.timeline().after(millis, life, () -> pause(now));
    }

    /** When the job has ended, and again for as long as something fails and there are times left. */
    void retryAfter(long millis, int times) {
        busy++;
        world.timeline().after(millis, life, () -> retry(times));
    }

    /** Whether it has nothing in mind any more that would change its job. */
    boolean rests() {
        return busy == 0;
    }

    private void pause(boolean now) {
        busy--;
        act(now ? JobVerb.PAUSE_NOW : JobVerb.PAUSE, () -> pauseAfter(1_000, now));
        resumeAfter(world.chaos().between(500, 20_000));
    }

    private void resumeAfter(long millis) {
        busy++;
        world.timeline().after(millis, life, () -> {
            busy--;
            act(JobVerb.RESUME, () -> resumeAfter(500));
        });
    }

    private void retry(int times) {
        busy--;
        if (job.id() == null || !world.ended(job)) {
            retryAfter(2_000, times);
        } else if (act(JobVerb.RETRY, () -> retryAfter(500, times)) && times > 1) {
            retryAfter(2_000, times - 1);
        }
    }

    /** @return whether it was done */
    private boolean act(JobVerb verb, Runnable again) {
        if (job.id() == null) {
            again.run();
            return false;
        }
        try {
            service.act(TENANT, job.id(), verb);
            return true;
        } catch (LedgerUnavailable e) {
            again.run();
        } catch (IllegalJobState e) {
            world.say(life, "may not: " + e.getMessage());
        } catch (JobNotFound e) {
            throw new Violation("NothingLost", "an answered job is not found: " + e.getMessage());
        }
        return false;
    }

    private void cancel() {
        if (job.id() == null) {
            cancelAfter(1_000);
            return;
        }
        try {
            service.cancel(TENANT, job.id());
            job.cancelled();
        } catch (LedgerUnavailable e) {
            cancelAfter(world.chaos().between(50, 3_000));
        } catch (IllegalJobState e) {
            world.say(life, "comes too late to cancel: " + e.getMessage());
        } catch (JobNotFound e) {
            throw new Violation("NothingLost", "an answered job is not found: " + e.getMessage());
        }
    }
}
