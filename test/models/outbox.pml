/*
 * One package on its way to the city over a target that may lose requests and answers, keep halves, and lie about writing.
 * County: look, write aside, read back, rename, read back; then the receipt. City: takes what is whole, once; may crash
 * between taking and answering. The wrong designs are switched on by -D and must be caught:
 *   NODEDUPE  the city counts whatever it sees        (safety)
 *   BELIEVE   success codes are believed              (safety: shown as uploaded, never was there)
 *   NOREADBACK the final read is left out             (safety, thanks to the lying server)
 *   NOCONFIRM a package that vanishes is not missed   (liveness)
 */
#ifndef MAXF
#define MAXF 4
#endif
#define NONE 0
#define PART 1
#define WHOLE 2

byte faults = 0;
byte aside = NONE, final = NONE;
bool receipt = false, wasWhole = false;
byte effects = 0;
bool taken = false;
/* What the county has on its disk. */
mtype = { queued, uploaded, received };
mtype state = queued;
/* The answer to the request under way. */
bool ok;
byte seen;

inline mark() { if :: final == WHOLE -> wasWhole = true :: else fi }

/* A write aside: done, lost, half, a lie, or done with its answer lost. */
inline write() {
  atomic { if
    :: aside = WHOLE; ok = true
    :: faults < MAXF -> faults++; ok = false
    :: faults < MAXF -> faults++; aside = PART; ok = false
    :: faults < MAXF -> faults++; aside = PART; ok = true
    :: faults < MAXF -> faults++; ok = true
    :: faults < MAXF -> faults++; aside = WHOLE; ok = false
  fi }
}
/* A rename without overwriting, with the same fates. */
inline rename() {
  atomic { if
    :: ok = true; if :: final == NONE && aside != NONE -> final = aside; aside = NONE; mark() :: else fi
    :: faults < MAXF -> faults++; ok = false
    :: faults < MAXF -> faults++; ok = true
    :: faults < MAXF -> faults++; ok = false; if :: final == NONE && aside != NONE -> final = aside; aside = NONE; mark() :: else fi
  fi }
}
/* Reading tells what is there, or nothing at all. */
inline read(file) {
  atomic { if
    :: ok = true; seen = file
    :: faults < MAXF -> faults++; ok = false; seen = NONE
    :: faults < MAXF -> faults++; ok = true; seen = NONE
  fi }
}

inline attempt() {
#ifdef BELIEVE
  write();
  if :: ok -> rename(); if :: ok -> state = uploaded :: else fi :: else fi
#else
  read(final);
  if
  :: ok && seen == WHOLE -> state = uploaded
  :: ok && seen != WHOLE ->
     atomic { if :: seen == PART -> final = NONE :: else fi };
     write();
     if
     :: ok -> read(aside);
        if
        :: ok && seen == WHOLE -> rename();
#ifdef NOREADBACK
           if :: ok -> state = uploaded :: else fi
#else
           if :: ok -> read(final); if :: ok && seen == WHOLE -> state = uploaded :: else fi :: else fi
#endif
        :: else
        fi
     :: else
     fi
  :: else
  fi
#endif
}

active proctype County() {
  do
  :: state == queued -> attempt()
  :: state == uploaded ->
     read((receipt -> WHOLE : NONE));
     if
     :: ok && seen == WHOLE -> state = received
     :: else ->
#ifndef NOCONFIRM
        /* Now and then it is seen to that the package still lies there: what was shown of it stays true. */
        if :: final != WHOLE && !receipt -> atomic { aside = NONE; final = WHOLE; mark() } :: else fi
#else
        skip
#endif
     fi
  :: state == received -> break
  od
}

/* A file may vanish once: an order to take away that comes late, a stick that was changed. */
active proctype Thief() {
  if
  :: atomic { final == WHOLE && !taken && faults < MAXF -> faults++; final = NONE }
  :: true
  fi
}

active proctype City() {
  do
  :: receipt -> break
  :: !receipt && final == WHOLE ->
#ifdef NODEDUPE
     atomic { taken = true; effects++ };
#else
     atomic { if :: !taken -> taken = true; effects++ :: else fi };
#endif
     if
     :: receipt = true
     /* Killed before it could answer. */
     :: faults < MAXF -> faults++
     fi
  :: !receipt && final != WHOLE && taken -> receipt = true
  od
}

ltl safe { [] (effects <= 1 && (state != uploaded || wasWhole) && (state != received || taken)) }
ltl live { <> (state == received) }
