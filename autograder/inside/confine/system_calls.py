"""The numbers of the system calls that a submission may make: on x86_64, on aarch64; "-" where there is none.

In groups by what they are for. What is in no group is refused: sockets to anywhere, other programs, tracing,
mounts, namespaces, keys, BPF, io_uring, userfaultfd, performance counters, shared memory and its like.
"""

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as the kernel names them to a filter
NEWEST = 462  # numbers beyond were given later: to programs the kernel is then an older one that lacks them

FREE = {
    "files": """
        read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68, preadv 295 69, pwritev 296 70,
        preadv2 327 286, pwritev2 328 287, lseek 8 62, creat 85 -, close 3 57,
        close_range 436 436, dup 32 23, dup2 33 -, dup3 292 24, pipe 22 -, pipe2 293 59, stat 4 -, fstat 5 80,
        lstat 6 -, newfstatat 262 79, statx 332 291, statfs 137 43, fstatfs 138 44, access 21 -, faccessat 269 48,
        faccessat2 439 439, readlink 89 -, readlinkat 267 78, getcwd 79 17, chdir 80 49, fchdir 81 50, mkdir 83 -,
        mkdirat 258 34, rmdir 84 -, unlink 87 -, unlinkat 263 35, rename 82 -, renameat 264 38, renameat2 316 276,
        link 86 -, linkat 265 37, symlink 88 -, symlinkat 266 36, ftruncate 77 46, fallocate 285 47, fsync 74 82,
        fdatasync 75 83, umask 95 166, getdents 78 -, getdents64 217 61, flock 73 32, copy_file_range 326 285,
        sendfile 40 71, fadvise64 221 223""",
    "memory": """
        mmap 9 222, munmap 11 215, mremap 25 216, mprotect 10 226, madvise 28 233, brk 12 214, membarrier 324 283""",
    "threads": """
        futex 202 98, futex_waitv 449 449, set_robust_list 273 99, set_tid_address 218 96, rseq 334 293,
        sched_yield 24 124, sched_getaffinity 204 123, sched_getparam 143 121, sched_getscheduler 145 120,
        sched_get_priority_max 146 125, sched_get_priority_min 147 126, gettid 186 178, exit 60 93,
        exit_group 231 94""",
    "signals to itself": """
        rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, rt_sigpending 127 136, rt_sigsuspend 130 133,
        rt_sigtimedwait 128 137, sigaltstack 131 132, alarm 37 -, setitimer 38 103, getitimer 36 102, pause 34 -,
        restart_syscall 219 128""",
    "time": """
        nanosleep 35 101, clock_nanosleep 230 115, clock_gettime 228 113, clock_getres 229 114, gettimeofday 96 169,
        time 201 -, times 100 153, timerfd_create 283 85, timerfd_settime 286 86, timerfd_gettime 287 87""",
    "itself": """
        getpid 39 172, getppid 110 173, getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177,
        getresuid 118 148, getresgid 120 150, getgroups 115 158, getpgid 121 155, getpgrp 111 -, getsid 124 156,
        getpriority 140 141, getrlimit 97 163, getrusage 98 165, uname 63 160, sysinfo 99 179, getcpu 309 168,
        getrandom 318 278, capget 125 90, wait4 61 260, waitid 247 95""",
    "waiting": """
        poll 7 -, ppoll 271 73, select 23 -, pselect6 270 72, epoll_create 213 -, epoll_create1 291 20,
        epoll_ctl 233 21, epoll_wait 232 -, epoll_pwait 281 22, epoll_pwait2 441 441, eventfd 284 -, eventfd2 290 19""",
    "the channel": """
        recvfrom 45 207, recvmsg 47 212, sendmsg 46 211, getsockopt 55 209, getsockname 51 204, getpeername 52 205,
        shutdown 48 210""",
}
# Landlock knows nothing of these: for a user of one's own only, who owns nothing outside.
OWNERS = """
    chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, utime 132 -, utimes 235 -, utimensat 280 88,
    futimesat 261 -, truncate 76 45"""
# With certain arguments only.
CONDITIONAL = """
    open 2 -, openat 257 56, clone 56 220, kill 62 129, tgkill 234 131, fcntl 72 25, ioctl 16 29, prctl 157 167,
    prlimit64 302 261, socketpair 53 199, sendto 44 206"""
CLONE3 = {"x86_64": 435, "aarch64": 435}


def numbers(table: str, machine: str) -> dict[str, int]:
    """The calls of a table that exist on that architecture, with their numbers."""
    column = 1 + list(ARCHITECTURES).index(machine)
    rows = [row.split() for row in table.split(",")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
