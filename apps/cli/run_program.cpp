#include "apps/cli/run_program.hpp"

#include <cstdio>
#include <cstdlib>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

// What goes in and comes out lies in nameless files: a program that writes before it has read everything waits for nobody.

namespace tutela {
namespace {

class Scratch {
public:
    Scratch() : file_(std::tmpfile()) {}
    ~Scratch() {
        if (file_) std::fclose(file_);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] bool good() const { return file_ != nullptr; }
    [[nodiscard]] int number() const { return fileno(file_); }
    [[nodiscard]] bool write(const std::string& text) {
        const bool whole = std::fwrite(text.data(), 1, text.size(), file_) == text.size();
        return std::fflush(file_) == 0 && whole && lseek(number(), 0, SEEK_SET) == 0;
    }
    [[nodiscard]] std::string read() {
        std::string text(static_cast<std::size_t>(lseek(number(), 0, SEEK_END)), '\0');
        std::rewind(file_);
        text.resize(std::fread(text.data(), 1, text.size(), file_));
        return text;
    }

private:
    std::FILE* file_;
};

// As the system wants it: pointers, the last one null.
std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> made;
    for (std::string& word : words) made.push_back(word.data());
    made.push_back(nullptr);
    return made;
}

}  // namespace

std::optional<World::Ran> run_program(const World::Run& run) {
    Scratch in, out, err;
    if (!in.good() || !out.good() || !err.good() || !in.write(run.input)) return std::nullopt;
    std::vector<std::string> command = run.command, variables = run.variables;
    for (char** one = environ; *one != nullptr; ++one) variables.emplace_back(*one);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in.number(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out.number(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err.number(), STDERR_FILENO);
    pid_t process = 0;
    const int failed = posix_spawnp(&process, command[0].c_str(), &files, nullptr,
                                    pointers(command).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    if (failed != 0 || waitpid(process, &status, 0) != process) return std::nullopt;
    return World::Ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, out.read(), err.read()};
}

}  // namespace tutela
