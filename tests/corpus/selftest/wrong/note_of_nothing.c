/* must say: note_of_nothing.c:4: a note needs a text and an expectation before it: worker */
void worker(void);

// note: worker
void worker(void)
{
}
