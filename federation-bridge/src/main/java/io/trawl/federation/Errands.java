package io.trawl.federation;

import io.trawl.engine.job.JobVerb;
import io.trawl.federation.Child.Declined;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobStarted;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a site is asked to do for a part: take it, hear a verb, know that its end was heard. Each may be repeated. */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    /** What a site says that is there, and takes nothing more now. */
    private static final Set<String> FULL = Set.of("too_many_requests", "unavailable", "internal_error");

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
            case SUBMITTING -> submit(part, identity);
            case FOLLOWED -> tell(part);
            case ENDED -> acknowledge(part, identity);
            case REFUSED -> Outcome.NONE;
        };
    }

    private Outcome submit(Part part, @Nullable InstallationView identity) throws NoAnswer {
        if (part.verb() == JobVerb.CANCEL && world.tables().parts().unsent(part)) {
            world.tables().jobs().settle(part.jobId());
            return Outcome.CHANGED;
        }
        if (identity == null || !identity.capabilities().contains(InstallationView.PARENTS)) {
            refuse(part, "site_lacks_parent");
            return Outcome.CHANGED;
        }
        JobTable.Kept job = world.tables().jobs().find(part.jobId()).orElse(null);
        if (job == null || !world.tables().parts().attempt(part)) {
            return Outcome.CHANGED;
        }
        try {
            JobStarted started =
                    child.start(world.self().request(job, part), world.self().key(part.jobId(), site));
            world.tables().parts().started(part, started.jobId(), started.state(), identity.epochId());
            world.tables().jobs().begun(part.jobId());
            return Outcome.ANSWERED;
        } catch (NoAnswer e) {
            if (!FULL.contains(e.trouble())) {
                throw e;
            }
            return Outcome.HELD_BACK;
        } catch (Declined e) {
            refuse(part, e.problem());
            return Outcome.ANSWERED;
        }
    }

    /** The site says no, whenever it is asked: somebody has to look at it. What it said of it is known there. */
    void refuse(Part part, String problem) {
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
