package io.trawl.federation;

import io.trawl.engine.job.JobVerb;
import io.trawl.federation.Child.Declined;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobStarted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a site is asked to do for a part: take it, hear a verb, know that its end was heard. Each may be repeated. */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    /** What a site says that is there, and takes nothing more now. */
    private static final Set<String> FULL = Set.of("too_many_requests", "unavailable", "internal_error");

    /** Parts that are submitted in one go: of these nothing is written down until the last was answered. */
    static final int MAX_SUBMITTED = 50;

    private final String site;
    private final Child child;
    private final Link.World world;

    Errands(String site, Child child, Link.World world) {
        this.site = site;
        this.child = child;
        this.world = world;
    }

    /** What became of an errand. */
    enum Outcome {
        /** There was nothing to do. */
        NONE,
        /** It was done without asking the site. */
        CHANGED,
        ANSWERED,
        /** The site has no room for it now; what it has is listened to all the same. */
        HELD_BACK
    }

    /** @param identity of the site; null before it was heard */
    Outcome run(Part part, @Nullable InstallationView identity) throws NoAnswer {
        return switch (part.standing()) {
            case FOLLOWED -> tell(part);
            case ENDED -> acknowledge(part, identity);
            case SUBMITTING, REFUSED -> Outcome.NONE;
        };
    }

    /**
     * Submits these parts, in a few transactions for all of them. What was answered before the site fell silent is kept.
     *
     * @param parts at most {@link #MAX_SUBMITTED}
     */
    Outcome submit(List<Part> parts, @Nullable InstallationView identity) throws NoAnswer {
        List<Part> wanted = new ArrayList<>();
        for (Part part : parts) {
            if (part.verb() == JobVerb.CANCEL && world.tables().parts().unsent(part)) {
                world.tables().jobs().settle(part.jobId());
            } else if (identity == null || !identity.capabilities().contains(InstallationView.PARENTS)) {
                refuse(part, "site_lacks_parent");
            } else {
                wanted.add(part);
            }
        }
        if (identity == null || wanted.isEmpty()) {
            return Outcome.CHANGED;
        }
        Map<UUID, JobTable.Kept> jobs =
                world.tables().jobs().find(wanted.stream().map(Part::jobId).toList());
        wanted.retainAll(world.tables().parts().attempt(wanted));
        Map<Part, JobStarted> started = new LinkedHashMap<>();
        try {
            for (Part part : wanted) {
                JobTable.Kept job = jobs.get(part.jobId());
                if (job != null) {
                    send(job, part, started);
                }
            }
            return Outcome.ANSWERED;
        } catch (NoAnswer e) {
            if (!FULL.contains(e.trouble())) {
                throw e;
            }
            return Outcome.HELD_BACK;
        } finally {
            world.tables().parts().started(started, identity.epochId());
        }
    }

    private void send(JobTable.Kept job, Part part, Map<Part, JobStarted> started) throws NoAnswer {
        try {
            started.put(
                    part,
                    child.start(world.self().request(job, part), world.self().key(part.jobId(), site)));
        } catch (Declined e) {
            refuse(part, e.problem());
        }
    }

    /** The site says no, whenever it is asked: somebody has to look at it. What it said of it is known there. */
    private void refuse(Part part, String problem) {
        world.tables().parts().refused(part, problem);
        world.tables().jobs().settle(part.jobId());
    }

    private Outcome tell(Part part) throws NoAnswer {
        if (part.verb() == null || part.child() == null) {
            return Outcome.NONE;
        }
        try {
            child.act(part.child().id(), part.verb());
        } catch (Declined e) {
            // It is there already, or cannot go there any more: what it is now, its next word says.
            LOG.info("Site {} declined to {} a part: {}", site, part.verb().word(), e.problem());
        }
        world.tables().parts().said(part);
        return Outcome.ANSWERED;
    }

    private Outcome acknowledge(Part part, @Nullable InstallationView identity) throws NoAnswer {
        Part.Told told = part.child();
        if (told != null && identity != null && identity.capabilities().contains(InstallationView.ACKNOWLEDGES)) {
            try {
                child.acknowledge(told.id());
            } catch (Declined e) {
                LOG.info("Site {} declined an acknowledgement: {}", site, e.problem());
            }
        }
        world.tables().parts().acknowledged(part);
        return Outcome.ANSWERED;
    }
}
